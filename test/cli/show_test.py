# Intent: `lockstep show` prints any trace from the file alone, safely.
import json

from support import CommandTest, unittest

TEXT = """\
Program     /gone/bank --accounts=3 two words
Environment TZ=UTC
Lockstep    0.1.0
Strategy    pct:depth=4, seed 7, iteration 41
Options     max_steps=1000000:spurious_wakeups=0
Outcome     deadlock
Summary     SUMMARY: Lockstep: deadlock bank.cpp:42:5 in transfer
Threads     2
Decisions   7, 2 switches
Values      not in this trace, which holds the decisions only

   step   T0 (main)       T1 'teller\\x1b...
      0   thread starts   |
      1   create thread T1                  bank.cpp:40
      2 > |               thread starts
      3   |               lock From.Lock    bank.cpp:41
      4   |               unlock From.Lock  bank.cpp:43
      5 > timed wait Ready: timed out       bank.cpp:44
      6   wakes waiter 2 of 3
"""

RECORDED = """\
   step   T0 (main)       T1 'teller\\x1b[31m'
      0   thread starts   |
      1   create thread T1                                   bank.cpp:40
      2 > |               thread starts
      3   |               lock From.Lock                     bank.cpp:41
      4   |               fetch_add Total: 3 -> 7 (acq_rel)  bank.cpp:40
    end   waits: timed wait Ready                            bank.cpp:44
    end   |               deadlock                           bank.cpp:43
"""


class Text(CommandTest):
    def schedule(self, *options):
        """The lines below the header."""
        text = self.assert_works("show", self.folder / "small.lstrace", *options)
        return text.stdout.partition("\n\n")[2].splitlines()

    def test_all_of_it(self):
        trace = self.make_trace("/gone/bank", "TZ=UTC")
        self.assertEqual(self.assert_works("show", trace).stdout, TEXT)

    def test_many_threads_share_a_column(self):
        self.make_trace("/gone/bank", "--threads", "40")
        lines = self.schedule("--width=60")
        self.assertIn("others", lines[0])
        self.assertIn("T39: unlock From.Lock", lines[-3])
        self.assertTrue(all(len(line) <= 60 for line in lines), lines)

    def test_long_stretches_are_folded(self):
        self.make_trace("/gone/bank", "--stretch", "1000")
        lines = self.schedule()
        self.assertLess(len(lines), 20)
        self.assertIn("... 996 events of T0 ...", "\n".join(lines))
        self.assertEqual(len(self.schedule("--all")), 1008)
        self.assertEqual(len(self.schedule("--steps=0..")), 1008)

    def test_what_came_of_the_decisions(self):
        self.make_trace("/gone/bank", "--events")
        self.assertEqual("\n".join(self.schedule()) + "\n", RECORDED)
        self.assertEqual(len(self.schedule("--steps=..3")), 5)

    def test_sources_are_found_near_the_program(self):
        (self.folder / "src").mkdir()
        (self.folder / "src/bank.cpp").write_text("\n" * 40 + "  lock(Here);\n")
        self.make_trace(self.folder / "build/bank", "--file", "src/bank.cpp")
        line = self.schedule("--steps=3")[1]
        self.assertTrue(line.endswith("bank.cpp:41  lock(Here);"), line)

    def test_color(self):
        trace = self.make_trace()
        plain = self.assert_works("show", trace).stdout
        self.assertNotIn("\x1b", plain)
        for when in ("auto", "never"):
            done = self.assert_works("show", trace, "--color", when)
            self.assertEqual(done.stdout, plain)
        done = self.assert_works("show", trace, "--color=always", NO_COLOR="1")
        self.assertIn("\x1b[1;33m>", done.stdout)

    def test_selection(self):
        self.make_trace()
        only = self.schedule("--thread=T1", "--steps=..3")
        self.assertEqual([line.split()[0] for line in only], ["step", "2", "3"])
        self.assertEqual(len(self.schedule("--steps", "6")), 2)
        self.assertEqual(len(self.schedule("--object=From.Lock")), 3)
        self.assertEqual(
            self.schedule("--object=From.Lock"), self.schedule("--object=O0")
        )
        self.assertEqual(len(self.schedule("--object=1", "--thread=1")), 1)
        around = self.schedule("--around=3")
        self.assertEqual(len(around), 8)
        self.assertTrue(around[4].startswith("      3*  |"), around[4])
        self.assertEqual(len(self.schedule("--thread", "0")), 5)
        self.assertEqual(len(self.schedule("--thread", "teller\x1b[31m")), 4)
        self.assertEqual(len(self.schedule("--steps=100..")), 1)

    def test_no_control_character_is_printed(self):
        trace = self.make_trace("/gone/\x1b[2Jbank\x07", "TZ=\x9b\u202e")
        text = self.assert_works("show", trace).stdout
        for line in text.split("\n"):
            self.assertTrue(line.isprintable(), repr(line))

    def test_a_cut_file_shows_its_beginning(self):
        trace = self.make_trace("/gone/bank")
        whole = trace.read_bytes()
        for length in range(len(whole) - 1, 0, -5):
            trace.write_bytes(whole[:length])
            done = self.run_command("show", trace)
            self.assertIn(done.returncode, (0, 2), done.stderr)
            self.assertEqual(done.stderr == "", done.returncode == 0)


class JsonLines(CommandTest):
    def lines(self, *options):
        text = self.assert_works("show", "--json", *options).stdout
        return [json.loads(line) for line in text.splitlines()]

    def test_header_then_decisions(self):
        trace = self.make_trace("/gone/bank", "TZ=UTC")
        header, *decisions = self.lines(trace)
        self.assertEqual(header["type"], "trace")
        self.assertEqual(header["program"], "/gone/bank")
        self.assertEqual(header["outcome"], "deadlock")
        self.assertEqual(header["environment"], ["TZ=UTC"])
        self.assertEqual(header["decisions"], 7)
        self.assertEqual(
            header["threads"][1],
            {"thread": 1, "name": "teller\x1b[31m", "parent": 0, "birth_order": 0},
        )
        self.assertEqual([line["step"] for line in decisions], list(range(7)))
        self.assertEqual(
            decisions[5],
            {
                "type": "decision",
                "step": 5,
                "thread": 0,
                "operation": "CondTimedWait",
                "timed_out": True,
                "object": {"id": 1, "name": "Ready", "kind": "Condition"},
                "site": {
                    "file": "/src/project/bank.cpp",
                    "line": 44,
                    "column": 5,
                    "function": "transfer(Account&, Account&)",
                    "variable": "Ready",
                },
            },
        )
        self.assertEqual(
            decisions[6],
            {
                "type": "value",
                "step": 6,
                "thread": 0,
                "reason": "wake-order",
                "choice": 1,
                "bound": 3,
            },
        )

    def test_selection(self):
        trace = self.make_trace()
        lines = self.lines(trace, "--thread=1", "--steps=3..")
        self.assertEqual([line.get("step") for line in lines], [None, 3, 4])

    def test_what_came_of_the_decisions(self):
        lines = self.lines(self.make_trace("/gone/bank", "--events"))
        rmw = lines[5]
        self.assertEqual(rmw["operation"], "AtomicRmw")
        self.assertEqual((rmw["value"], rmw["written"]), (3, 7))
        self.assertEqual((rmw["order"], rmw["size"]), ("acq_rel", 4))
        self.assertEqual(rmw["time"], 5000)
        ends = [line for line in lines if line["type"] == "end"]
        self.assertEqual([end["state"] for end in ends], ["waiting", "running"])
        self.assertEqual(ends[0]["object"]["name"], "Ready")
        self.assertEqual(ends[0]["site"]["line"], 44)

    def test_bytes_that_are_not_text(self):
        trace = self.make_trace("/gone/bank", b"TZ=\xff\xfe")
        self.assertEqual(len(self.lines(trace)), 8)


class BadInput(CommandTest):
    def test_files_that_are_no_trace(self):
        for path, text in self.bad_files():
            with self.subTest(path=path):
                self.assert_fails(["show", path], text)
                self.assert_fails(["show", "--json", path], text)

    def test_command_line(self):
        trace = self.make_trace()
        self.assert_fails(["show"], "FILE is required", "show --help")
        self.assert_fails(["show", trace, trace], "one argument too many")
        self.assert_fails(
            ["show", trace, "--jsno"], "'--jsno'; did you mean '--json'?"
        )
        for steps in ("..", "5..2", "a..b", "1...2", "-1"):
            with self.subTest(steps=steps):
                self.assert_fails(
                    ["show", trace, "--steps=" + steps], "--steps"
                )
        self.assert_fails(["show", trace, "--width=3"], "--width")
        self.assert_fails(
            ["show", trace, "--thread=T9"], "'T9'", "the trace has T0 to T1"
        )
        self.assert_fails(
            ["show", trace, "--object=From.Lokc"],
            "no such object (did you mean 'From.Lock'?); the trace has O0 to O2",
        )
        self.assert_fails(
            ["show", trace, "--around=7"], "no such step; the trace has 0 to 6"
        )
        self.assert_fails(["show", trace, "--around=x"], "--around")
        self.assert_fails(
            ["show", trace, "--around=1", "--steps=1"], "--around"
        )
        self.assert_fails(["show", trace, "--color=red"], "--color")


unittest.main()
