# Intent: `utils/dev/bench bugs` says how many schedules each strategy needs; the
# same seeds give the same figures, however many trials run side by side.
import json
import os
import re
import subprocess
import sys
import tomllib

from support import COMMAND, SOURCE, CommandTest, unittest

BENCH = SOURCE / "utils/bench/bugs"
sys.path.insert(0, str(BENCH))
import figures

UPDATE = """#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
static _Atomic int Sum;
static void *add(void *Unused) {
  int Old = Sum;
  Sum = Old + 1;
  return Unused;
}
int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, add, 0);
  add(0);
  pthread_join(Thread, 0);
  if (Count > 1)
    Sum == atoi(Arguments[1]) ? (void)0 : abort();
  assert(Sum == 2);
  return 0;
}
"""

MANIFEST = """[defaults]
sources = ["update.c"]
flags = ["-g", "-O1", "-pthread"]
[program.update]
findings = ["assertion"]
depth = 2
published = { Somebody = "3±1" }
[program."other/kind"]
arguments = ["2"]
findings = ["assertion"]
[program.never]
arguments = ["2"]
options = "max_steps=2"
schedules = 7
[program.gone]
excluded = "nobody knows why"
"""


class Bench(CommandTest):
    def bench(self, *arguments, manifest=MANIFEST, status=0):
        (self.folder / "bugs.toml").write_text(manifest)
        (self.folder / "update.c").write_text(UPDATE)
        done = subprocess.run(
            [
                sys.executable,
                BENCH,
                self.folder,
                f"--tools={os.path.dirname(COMMAND)}",
                *arguments,
            ],
            capture_output=True,
            text=True,
            timeout=600,
        )
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    def measured(self, *arguments):
        """The report, without what depends on the machine."""
        done = self.bench(
            "--strategies=random,pos", "--trials=3", "-o", self.folder / "out.md", *arguments
        )
        self.assertEqual(done.stdout.rstrip("\n"), (self.folder / "out.md").read_text().rstrip("\n"))
        report = json.loads((self.folder / "out.json").read_text())
        for key in ("machine", "command", "settings"):
            del report[key]
        for program in report["programs"]:
            for result in program["strategies"].values():
                self.assertGreater(result["figures"].pop("schedules_per_second"), 0)
                for trial in result["trials"]:
                    self.assertGreater(trial.pop("nanoseconds"), 0)
        for row in report["comparison"].values():
            del row["schedules_per_second"]
        return report, done.stdout

    def test_figures_do_not_depend_on_jobs(self):
        report, text = self.measured("--jobs=1")
        self.assertEqual(report, self.measured("--jobs=2")[0])
        update, other, never = report["programs"]
        seeds = set()
        for result in update["strategies"].values():
            self.assertEqual(result["figures"]["found"], 3)
            self.assertGreaterEqual(result["figures"]["mean"], 1)
            low, high = result["figures"]["confidence"]
            self.assertTrue(1 <= low <= result["figures"]["mean"] <= high)
            seeds.update(trial["seed"] for trial in result["trials"])
        self.assertEqual(len(seeds), 6)
        for result in other["strategies"].values():
            self.assertEqual(result["figures"]["found"], 0)
            self.assertEqual(result["figures"]["other_findings"], {"abort": 3})
        for result in never["strategies"].values():
            self.assertEqual(result["figures"]["found"], 0)
            self.assertEqual(result["figures"]["unknown"], 21)
            self.assertEqual([t["schedules"] for t in result["trials"]], [7, 7, 7])
        self.assertEqual(report["comparison"]["pos"]["always"], 1)
        self.assertIn("| update | 2 | `random` | 3/3 |", text)
        self.assertRegex(text, r"\| update \| \S+ \| \S+ \| 3±1 \|")
        self.assertIn("| other/kind | **0/3**, other: 3 abort |", text)
        self.assertIn("| gone | nobody knows why |", text)

    def test_other_seeds_and_bounds(self):
        first = self.measured("--programs=update")[0]
        second = self.measured("--programs=update", "--seed=1")[0]
        self.assertNotEqual(first, second)
        bounded = self.measured("--programs=never", "--schedules=3")[0]
        trials = bounded["programs"][0]["strategies"]["pos"]["trials"]
        self.assertEqual([t["schedules"] for t in trials], [3, 3, 3])

    def test_wrong_input(self):
        cases = [
            ("", "names no program"),
            ("nonsense", "bugs.toml: "),
            ("[programs.a]", "unknown table 'programs'"),
            ("[program.a]\nsource = 'a.c'", "unknown key 'source'"),
            ("[program.a]\nsources = 'a.c'", "'sources' has a value of the wrong type"),
            ("[program.a]\nsources = [1]", "'sources' has a value of the wrong type"),
            ("[program.a]\nfindings = ['crash']", "there is no finding 'crash'"),
            ("[program.a]\ndepth = 1", "it has no 'sources'"),
            ("[program.a]\nexcluded = 'x'", "is excluded"),
            ("[program.a]\nsources = ['gone.c']", "program a cannot be built"),
        ]
        for manifest, message in cases:
            with self.subTest(manifest=manifest):
                done = self.bench(manifest=manifest, status=1)
                self.assertIn("bench bugs: error: ", done.stderr)
                self.assertIn(message, done.stderr)
                self.assertNotIn("Traceback", done.stderr)
        done = self.bench("--programs=updates", status=1)
        self.assertIn("no program matches 'updates'", done.stderr)
        done = self.bench("--strategies=ptc", "--trials=1", status=1)
        self.assertIn("unknown strategy 'ptc'", done.stderr)
        self.bench("--trials=0", status=2)

    def test_what_fails_is_left_out(self):
        gone = '[program."%s"]\nsources = ["gone.c"]\n'
        manifest = MANIFEST + gone % "a" + gone % "b"
        done = self.bench(
            "--programs=update,a,b", "--strategies=random,ptc", "--trials=2",
            "-o", self.folder / "out.md", manifest=manifest, status=1,
        )
        report = json.loads((self.folder / "out.json").read_text())
        self.assertEqual(list(report["failed"]), ["a", "b"])
        self.assertIn("program b cannot be built", done.stderr)
        self.assertIn("| a | program a cannot be built", done.stdout)
        update, = report["programs"]
        self.assertEqual(update["strategies"]["random"]["figures"]["found"], 2)
        self.assertEqual(update["strategies"]["random"]["figures"]["failed"], 0)
        self.assertEqual(update["strategies"]["ptc"]["figures"]["failed"], 2)
        self.assertEqual(done.stderr.count("the campaign left no summary"), 2)
        self.assertRegex(done.stdout, r"\| update \| \S+ \| \*\*0/2\*\*, failed: 2 \|")


class Figures(unittest.TestCase):
    def test_confidence(self):
        self.assertIsNone(figures.confidence([4]))
        self.assertEqual(figures.confidence([5, 5, 5]), (5, 5))
        low, high = figures.confidence(range(1, 21))
        self.assertTrue(7 < low < 9 and 12 < high < 14)

    def test_comparison(self):
        def cell(found, mean):
            return {"found": found, "trials": 2, "mean": mean, "schedules_per_second": 1}

        cells = {
            ("p", "a"): cell(2, 2),
            ("q", "a"): cell(2, 8),
            ("p", "b"): cell(2, 3),
            ("q", "b"): cell(1, 1),
        }
        rows = figures.compare(cells, ["p", "q"], ["a", "b"])
        self.assertAlmostEqual(rows["a"]["mean_always"], 4)
        self.assertAlmostEqual(rows["a"]["mean_common"], 2)
        self.assertAlmostEqual(rows["b"]["mean_always"], 3)
        self.assertEqual((rows["b"]["always"], rows["b"]["sometimes"]), (1, 2))


class OwnPrograms(unittest.TestCase):
    """What is said of test/bugs in three places agrees."""

    def setUp(self):
        folder = SOURCE / "test/bugs"
        self.programs = tomllib.loads((folder / "bugs.toml").read_text())["program"]
        self.sources = {
            path.stem: path.read_text()
            for path in folder.iterdir()
            if path.suffix in (".c", ".cpp")
        }

    def test_tests(self):
        self.assertEqual(self.programs.keys(), self.sources.keys())
        for name, text in self.sources.items():
            given = re.search(r"%minimal (\S+) (\d+) (\d+)", text)
            if given:
                entry = self.programs[name]
                self.assertEqual(entry["findings"], [given[1]])
                self.assertEqual(entry["preemptive"], int(given[2]))
                self.assertEqual(entry["switches"], int(given[3]))
            elif name != "safe_stack":
                self.assertIn("// RUN: %known %", text)

    def test_document(self):
        text = (SOURCE / "docs/bug-programs.md").read_text()
        rows = re.findall(r"^\| \[(\w+)\].*$", text, re.M)
        self.assertEqual(rows, sorted(self.programs))
        for name, entry in self.programs.items():
            least = "–"
            if "switches" in entry:
                least = f"{entry['preemptive']} of {entry['switches']}"
            kinds = ", ".join(entry["findings"])
            row = f"| {entry['shape']} | {kinds} | {entry['depth']} | {least} |"
            self.assertIn(row, text)


if __name__ == "__main__":
    unittest.main()
