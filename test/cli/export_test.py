# Intent: `lockstep export` writes each format as its readers expect it, from the
# file alone, whatever the trace says.
import json
import re
import shutil
import subprocess
import urllib.parse
import xml.etree.ElementTree

from support import CommandTest, unittest

FORMATS = "html perfetto sarif junit json dot".split()
# Ends a script, a comment, a string, an attribute; no UTF-8; turns text around.
HOSTILE = b"</script><!--\"'\\&]]>\x1b[2J\xff\xe2\x80\xae\xef\xbf\xbe\n%,:@"


class ExportTest(CommandTest):
    def export(self, *arguments):
        return self.assert_works("export", *arguments).stdout

    def json_of(self, form, *arguments):
        return json.loads(self.export("-f", form, *arguments))

    def bank(self, *extra):
        """Three threads that use a lock and a balance; with events."""
        return self.make_trace("/gone/bank", "--bank", "3", *extra)


class Formats(ExportTest):
    def test_every_format_of_every_trace(self):
        for extra in (
            [],
            ["--empty"],
            ["--events"],
            ["--bank", "3"],
            ["--events", "--outcome", "passed"],
            ["--events", "--hostile", HOSTILE],
            ["--empty", "--hostile", HOSTILE],
        ):
            trace = self.make_trace("/gone/bank", *extra)
            for form in FORMATS:
                with self.subTest(form=form, extra=extra):
                    text = self.export("--format", form, trace)
                    # Not assertNotRegex, which would print all of it.
                    wild = re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", text)
                    self.assertIsNone(wild)
                    self.assertTrue(text.endswith("\n") or form == "html")

    def test_the_ending_says_the_format(self):
        trace = self.bank()
        for name, start in (
            ("a.html", "<!DOCTYPE html>"),
            ("a.sarif", '{\n  "$schema"'),
            ("a.sarif.json", '{\n  "$schema"'),
            ("a.perfetto.json", '{"displayTimeUnit"'),
            ("a.xml", "<?xml"),
            ("a.dot", "digraph"),
            ("a.gv", "digraph"),
        ):
            self.assertEqual(self.export("-o", name, trace), "")
            self.assertTrue((self.folder / name).read_text().startswith(start))

    def test_a_cut_trace_has_a_beginning(self):
        trace = self.bank("--rounds", "30")
        whole = trace.read_bytes()
        for length in range(len(whole) - 1, 0, -97):
            trace.write_bytes(whole[:length])
            done = self.run_command("export", "-f", "json", trace)
            self.assertEqual(done.stderr == "", done.returncode == 0)


class Json(ExportTest):
    def test_events_holds_and_causes(self):
        model = self.json_of("json", self.bank())["original"]
        self.assertEqual(model["trace"]["outcome"], "deadlock")
        self.assertTrue(model["trace"]["recorded"])
        self.assertEqual(len(model["events"]), 36)
        event = model["events"][11]
        self.assertEqual(
            {key: event[key] for key in ("step", "thread", "operation", "text")},
            {
                "step": 11,
                "thread": 1,
                "operation": "AtomicStore",
                "text": "store Balance = 1 (seq_cst)",
            },
        )
        self.assertEqual((event["written"], event["order"]), ("1", "seq_cst"))
        self.assertEqual(
            model["holds"][:2],
            [
                {"thread": 1, "object": 0, "first": 6, "last": 8},
                {"thread": 1, "object": 0, "first": 10, "last": 12},
            ],
        )
        causes = {(row["from"], row["to"], row["reason"]) for row in model["causes"]}
        self.assertIn((0, 1, "create"), causes)
        self.assertIn((11, 17, "reads-from"), causes)
        self.assertIn((12, 16, "unlock-lock"), causes)
        self.assertEqual(model["threads"][0]["state"], "waiting")
        self.assertEqual(model["threads"][0]["end"], "waits: join thread T1")

    def test_only_decisions(self):
        model = self.json_of("json", self.make_trace())["original"]
        self.assertFalse(model["trace"]["recorded"])
        self.assertEqual([row["step"] for row in model["events"]], list(range(6)))
        self.assertEqual(model["events"][5]["flags"], ["timed-out"])
        self.assertEqual(model["holds"], [
            {"thread": 1, "object": 0, "first": 3, "last": 4}
        ])
        self.assertEqual(model["causes"], [])
        self.assertEqual(model["values"], [
            {"step": 6, "thread": 0, "reason": "wake-order",
             "text": "wakes waiter 2 of 3", "choice": 1, "bound": 3}
        ])

    def test_the_latest_events(self):
        model = self.json_of("json", "--max-events=5", self.bank())["original"]
        self.assertEqual(model["first_event"], 31)
        self.assertEqual([row["step"] for row in model["events"]], list(range(31, 36)))
        for cause in model["causes"]:
            self.assertGreaterEqual(cause["from"], 31)

    def test_beside_the_shrunk_trace(self):
        first = self.bank("--rounds", "2").rename(self.folder / "first.lstrace")
        both = self.json_of("json", first, "--shrunk", self.bank())
        self.assertEqual(len(both["original"]["events"]), 66)
        self.assertEqual(len(both["shrunk"]["events"]), 36)


class Sources(ExportTest):
    def pages(self, text, *options):
        path = self.folder / "account.cpp"
        path.write_text(text)
        trace = self.make_trace("/gone/bank", "--events", "--file", path)
        return self.json_of("json", trace, *options)["original"].get("sources")

    def test_a_small_file_is_there_whole(self):
        [page] = self.pages("int main() {\n\treturn 0;\r\n}\n" * 20)
        self.assertEqual(page["parts"][0]["first"], 1)
        self.assertEqual(
            page["parts"][0]["lines"][:3], ["int main() {", "    return 0;", "}"]
        )

    def test_of_a_long_file_the_functions(self):
        text = "// a comment {\n" * 35
        text += "namespace bank {\nclass Account {\npublic:\n  int transfer()\n  {\n"
        text += '    puts("}{");\n' * 8 + "    return '{';\n  }\n  int Sum;\n};\n}\n"
        [page] = self.pages(text + "int other() { return 0; }\n" * 300)
        self.assertEqual(
            [(part["first"], len(part["lines"])) for part in page["parts"]], [(39, 12)]
        )

    def test_none_on_request(self):
        self.assertIsNone(self.pages("int main() {}\n", "--no-source"))

    def test_a_trace_cannot_ask_for_other_files(self):
        for name in ("id_rsa", "passwd", "key.pem"):
            secret = self.folder / name
            secret.write_text("secret\n" * 50)
            trace = self.make_trace("/gone/bank", "--events", "--file", secret)
            for form in ("json", "html"):
                self.assertNotIn("secret", self.export("-f", form, trace))

    def test_below_the_source_root(self):
        (self.folder / "tree").mkdir()
        (self.folder / "tree" / "part.c").write_text("int here;\n" * 60)
        trace = self.make_trace("/gone/bank", "--events", "--file", "part.c")
        self.assertEqual(self.json_of("json", trace)["original"]["sources"], [])
        found = self.json_of("json", trace, "--source-root", "tree")
        self.assertEqual(found["original"]["sources"][0]["file"], "part.c")


class Perfetto(ExportTest):
    def test_slices_flows_and_names(self):
        document = self.json_of("perfetto", self.bank())
        events = document["traceEvents"]
        for event in events:
            self.assertIn(event["ph"], "XMsf")
            for key in ("pid", "tid", "name"):
                self.assertIn(key, event)
        operations = [row for row in events if row.get("cat") == "operation"]
        self.assertEqual([row["ts"] for row in operations], list(range(36)))
        self.assertEqual(operations[11]["args"]["object"], "Balance")
        flows = {}
        for row in events:
            if row["ph"] in "sf":
                flows.setdefault(row["id"], []).append(row)
        for start, finish in flows.values():
            self.assertEqual((start["ph"], finish["ph"], finish["bp"]), ("s", "f", "e"))
            self.assertLess(start["ts"], finish["ts"])
            for end in (start, finish):  # each binds to a slice around it
                self.assertTrue(any(
                    row["tid"] == end["tid"]
                    and row["ts"] <= end["ts"] <= row["ts"] + row["dur"]
                    for row in operations))
        self.assertIn("reads-from", {row[0]["name"] for row in flows.values()})
        names = [row["args"]["name"] for row in events if row["name"] == "thread_name"]
        self.assertEqual(sorted(names)[:3], ["T0 (main)", "T1", "T1 locks"])

    def test_slices_of_a_track_nest(self):
        events = self.json_of("perfetto", self.bank("--rounds", "9"))["traceEvents"]
        tracks = {}
        for row in events:
            if row["ph"] == "X":
                tracks.setdefault(row["tid"], []).append((row["ts"], row["ts"] + row["dur"]))
        self.assertGreater(len(tracks), 3)
        for spans in tracks.values():
            spans.sort(key=lambda span: (span[0], -span[1]))
            open_ends = []
            for begin, end in spans:
                while open_ends and open_ends[-1] <= begin:
                    open_ends.pop()
                self.assertTrue(not open_ends or end <= open_ends[-1])
                open_ends.append(end)

    def test_virtual_time(self):
        events = self.json_of("perfetto", "--clock=virtual", self.bank())["traceEvents"]
        times = [row["ts"] for row in events if row.get("cat") == "operation"]
        self.assertEqual(times, list(range(1, 37)))
        self.assert_fails(
            ["export", "-f", "perfetto", "--clock=virtual", self.make_trace()],
            "holds no events", "leave out --clock virtual",
        )


class Sarif(ExportTest):
    """The rules of SARIF 2.1.0, by section."""

    def check_location(self, location, threads_only=False):
        physical = location.get("physicalLocation")
        if physical:  # 3.29
            artifact = physical["artifactLocation"]
            uri = artifact["uri"]  # 3.4.3: a valid URI reference
            self.assertRegex(uri, r"^[A-Za-z0-9\-._~/%:]*$")
            urllib.parse.unquote(uri, errors="strict")
            self.assertEqual("uriBaseId" in artifact, not uri.startswith("file:///"))
            for key, value in physical.get("region", {}).items():  # 3.30: from 1
                self.assertIn(key, ("startLine", "startColumn"))
                self.assertGreaterEqual(value, 1)
        for logical in location.get("logicalLocations", []):  # 3.33
            self.assertIsInstance(logical["fullyQualifiedName"], str)
        if "message" in location:
            self.assertIsInstance(location["message"]["text"], str)

    def check(self, log):
        self.assertEqual(log["version"], "2.1.0")  # 3.13.2
        self.assertEqual(set(log), {"$schema", "version", "runs"})
        [run] = log["runs"]
        driver = run["tool"]["driver"]  # 3.18.2, 3.19
        self.assertEqual(driver["name"], "Lockstep")
        for base in run["originalUriBaseIds"].values():  # 3.14.14
            self.assertRegex(base["uri"], "^file:///.*/$")
        self.assertIn(run["columnKind"], ("utf16CodeUnits", "unicodeCodePoints"))
        identifiers = [rule["id"] for rule in driver["rules"]]
        self.assertEqual(len(identifiers), len(set(identifiers)))
        for result in run["results"]:
            self.check_result(result, identifiers)
        return run

    def check_result(self, result, identifiers):
        self.assertEqual(identifiers[result["ruleIndex"]], result["ruleId"])  # 3.27.6
        self.assertIn(result["kind"], ("pass", "open", "fail"))  # 3.27.9
        self.assertIn(result["level"], ("none", "note", "warning", "error"))
        self.assertEqual(result["kind"] == "fail", result["level"] != "none")  # 3.27.10
        self.assertTrue(result["message"]["text"])
        for location in result["locations"]:
            self.check_location(location)
        for value in result["partialFingerprints"].values():
            self.assertIsInstance(value, str)
        for flow in result.get("codeFlows", []):  # 3.36.3, 3.37.6: not empty
            self.assertGreaterEqual(len(flow["threadFlows"]), 1)
            orders = []
            for thread in flow["threadFlows"]:
                self.assertGreaterEqual(len(thread["locations"]), 1)
                for step in thread["locations"]:
                    self.check_location(step["location"])
                    self.assertIn(step["importance"],
                                  ("important", "essential", "unimportant"))
                    self.assertGreaterEqual(step["executionOrder"], 0)  # 3.38.11
                own = [step["executionOrder"] for step in thread["locations"]]
                self.assertEqual(own, sorted(own))
                orders += own
            self.assertTrue(orders)

    def test_a_finding(self):
        source = self.folder / "a b" / "bank.cpp"
        trace = self.bank("--file", source)
        run = self.check(self.json_of("sarif", trace))
        [result] = run["results"]
        self.assertEqual(result["ruleId"], "deadlock")
        self.assertEqual(result["level"], "error")
        self.assertEqual(
            result["message"]["text"],
            "SUMMARY: Lockstep: deadlock bank.cpp:42:5 in transfer",
        )
        self.assertEqual(
            result["locations"][0]["physicalLocation"],
            {
                "artifactLocation": {"uri": "a%20b/bank.cpp", "uriBaseId": "SRCROOT"},
                "region": {"startLine": 42, "startColumn": 5},
            },
        )
        flows = result["codeFlows"][0]["threadFlows"]
        self.assertEqual([flow["id"] for flow in flows], ["T0", "T1", "T2", "T3"])
        step = flows[1]["locations"][1]
        self.assertEqual(step["location"]["message"]["text"], "lock Lock")
        self.assertEqual(step["executionOrder"], 6)
        self.assertEqual(
            step["location"]["physicalLocation"]["artifactLocation"],
            {"uri": "a%20b/bank.cpp", "uriBaseId": "SRCROOT"},
        )

    def test_kinds_of_outcomes(self):
        for outcome, kind in (("passed", "pass"), ("step-limit", "open"), ("misuse", "fail")):
            trace = self.make_trace("/gone/bank", "--events", "--outcome", outcome)
            [result] = self.check(self.json_of("sarif", trace))["results"]
            self.assertEqual((result["ruleId"], result["kind"]), (outcome, kind))

    def test_several_traces_and_hostile_ones(self):
        plain = self.bank().rename(self.folder / "plain.lstrace")
        empty = self.make_trace("/b", "--empty").rename(self.folder / "empty.lstrace")
        hostile = self.make_trace("/b", "--events", "--hostile", HOSTILE)
        run = self.check(self.json_of("sarif", plain, empty, hostile))
        self.assertEqual(len(run["results"]), 3)
        self.assertEqual(len(run["tool"]["driver"]["rules"]), 1)


class Junit(ExportTest):
    def test_one_case_per_trace(self):
        plain = self.bank().rename(self.folder / "plain.lstrace")
        good = self.make_trace("/gone/bank", "--outcome", "passed")
        good = good.rename(self.folder / "good.lstrace")
        unknown = self.make_trace("/gone/bank", "--outcome", "time-limit")
        suite = xml.etree.ElementTree.fromstring(
            self.export("-f", "junit", plain, good, unknown)
        ).find("testsuite")
        counts = {key: suite.get(key) for key in ("tests", "failures", "errors")}
        self.assertEqual(counts, {"tests": "3", "failures": "1", "errors": "1"})
        cases = suite.findall("testcase")
        self.assertEqual(
            [case.get("name") for case in cases],
            ["plain.lstrace", "good.lstrace", "small.lstrace"],
        )
        failure = cases[0].find("failure")
        self.assertEqual(failure.get("type"), "deadlock")
        self.assertIn("bank.cpp:42:5", failure.get("message"))
        self.assertIn("load Balance: 2 (seq_cst)", failure.text)
        self.assertEqual((cases[0].get("classname"), cases[0].get("line")), ("bank", "42"))
        self.assertEqual(len(cases[1]), 0)
        self.assertEqual(cases[2].find("error").get("type"), "time-limit")

    def test_hostile_names_are_text(self):
        trace = self.make_trace("/b", "--events", "--hostile", HOSTILE)
        root = xml.etree.ElementTree.fromstring(self.export("-f", "junit", trace))
        self.assertEqual(
            {each.tag for each in root.iter()},
            {"testsuites", "testsuite", "testcase", "failure"},
        )
        self.assertIn("</script>", root.find(".//failure").get("message"))


class Dot(ExportTest):
    def edges(self, text):
        return re.findall(r'e(\d+) -> e(\d+) \[label="([\w-]+)"', text)

    def test_causes_are_labels(self):
        text = self.export("-f", "dot", "--all", self.bank())
        self.assertIn(("0", "1", "create"), self.edges(text))
        self.assertIn(("11", "17", "reads-from"), self.edges(text))
        self.assertIn('e11 [label="11: store Balance = 1 (seq_cst)\\nbank.cpp:46"]', text)

    def test_only_what_led_to_the_outcome(self):
        trace = self.bank("--rounds", "3")
        def nodes(*options):
            text = self.export("-f", "dot", trace, *options)
            return len(re.findall(r"^    e\d+ \[", text, re.M))
        self.assertEqual(nodes("--all"), 96)
        self.assertTrue(0 < nodes() < 96, nodes())
        self.assertEqual(nodes("--all", "--max-events=7"), 7)

    @unittest.skipUnless(shutil.which("dot"), "graphviz is not installed")
    def test_graphviz_reads_it(self):
        for extra in (["--bank", "2"], ["--events", "--hostile", HOSTILE]):
            text = self.export("-f", "dot", self.make_trace("/b", *extra))
            done = subprocess.run(["dot", "-Tplain"], input=text, text=True,
                                  capture_output=True, check=True)
            self.assertEqual(done.stderr, "")


class Html(ExportTest):
    def test_needs_nothing_else(self):
        text = self.export("-f", "html", self.bank())
        self.assertIn("default-src 'none'", text)
        self.assertNotRegex(text, r"(?i)(src|href)\s*=\s*[\"']?(https?:|//|/|\.)")
        self.assertNotRegex(text, r"@import|url\(")

    def test_hostile_names_stay_within_the_data(self):
        trace = self.make_trace("/b", "--events", "--hostile", HOSTILE)
        text = self.export("-f", "html", trace)
        self.assertEqual(text.count("</script>"), 2)
        data = re.search(r'id="data">\n(.*?)\n</script>', text, re.S).group(1)
        self.assertNotIn("<", data)
        self.assertIn("</script>", json.loads(data)["original"]["threads"][1]["name"])


class BadInput(ExportTest):
    def test_files_that_are_no_trace(self):
        for path, text in self.bad_files():
            with self.subTest(path=path):
                self.assert_fails(["export", "-f", "json", path], text)

    def test_command_line(self):
        trace = self.bank()
        self.assert_fails(["export"], "TRACE is required", "export --help")
        self.assert_fails(["export", trace], "which format?", "html, perfetto, sarif")
        self.assert_fails(["export", trace, "-f", "htm"], "did you mean 'html'?")
        self.assert_fails(["export", trace, "-f", "pdf"], "no such format", "junit")
        self.assert_fails(["export", trace, "-o", "a.json"], "does not say which format")
        self.assert_fails(["export", trace, trace, "-f", "dot"], "dot shows one trace")
        self.assert_fails(["export", trace, "-f", "dot", "--shrunk", trace], "--shrunk")
        self.assert_fails(["export", trace, "-f", "json", "--max-events=0"], "--max-events")
        self.assert_fails(["export", trace, "-f", "json", "--clock=wall"], "--clock")
        self.assert_fails(
            ["export", trace, "-f", "json", "--source-root=gone"], "'gone'", "No such"
        )

    def test_places_that_cannot_be_written(self):
        trace = self.bank()
        before = trace.read_bytes()
        self.assert_fails(["export", trace, "-f", "dot", "-o", trace], "the trace itself")
        self.assertEqual(trace.read_bytes(), before)
        self.assert_fails(["export", trace, "-o", "gone/a.dot"], "'gone/a.dot'", "No such")
        self.assert_fails(["export", trace, "-f", "dot", "-o", "."], "'.'", "directory")
        self.assert_fails(["export", trace, "-f", "html", "-o", "/dev/full"], "No space")


unittest.main()
