# Intent: `lockstep replay --gdb` starts gdb with the program, its arguments and
# its environment, which does not become gdb's own, and says what is wrong.
import json
import stat

from support import INSTRUMENTED, CommandTest, unittest

# Stands in for gdb: says what it was given.
FAKE = """#!/usr/bin/python3
import json, os, sys
number = next(a.split("= ")[1] for a in sys.argv if "lockstep_descriptor" in a)
with open(f"/proc/self/fd/{number}") as file:
    given, trace = [json.loads(line) for line in file]
print(json.dumps([sys.argv[1:], dict(os.environ), given, trace]))
"""


class Gdb(CommandTest):
    def setUp(self):
        super().setUp()
        self.trace = self.make_trace(INSTRUMENTED, "TZ=Mars/Olympus")
        self.tools = self.folder / "tools"
        self.tools.mkdir()
        gdb = self.tools / "gdb"
        gdb.write_text(FAKE)
        gdb.chmod(gdb.stat().st_mode | stat.S_IXUSR)

    def in_gdb(self, *arguments, **variables):
        done = self.assert_works(
            *["replay", "--gdb", *arguments, self.trace],
            PATH=f"{self.tools}:/usr/bin:/bin",
            **variables,
        )
        return json.loads(done.stdout)

    def test_the_program_and_its_arguments_are_those_of_the_trace(self):
        line, _, given, trace = self.in_gdb("--at", "1")
        self.assertEqual(
            line[line.index("--args") + 1 :],
            [INSTRUMENTED, "--accounts=3", "two words"],
        )
        self.assertEqual(given["at"], 1)
        self.assertEqual(len(trace["threads"]), len(trace["what"]))

    def test_commands_come_in_order_and_after_the_script(self):
        line, *_ = self.in_gdb("--batch", "--ex", "one two", "--ex", "three")
        script = line.index("-x")
        self.assertTrue(line[script + 1].endswith("/share/lockstep/gdb/start.py"))
        self.assertEqual(
            line[script + 2 : line.index("--args")],
            ["-ex", "one two", "-ex", "three"],
        )
        self.assertIn("--batch", line)
        self.assertNotIn("--batch", self.in_gdb()[0])

    def test_gdb_keeps_its_own_environment(self):
        _, own, given, _ = self.in_gdb(
            LOCKSTEP_STRATEGY="pct", TZ="UTC", LD_PRELOAD=""
        )
        changes = given["environment"]
        self.assertEqual((own["TZ"], changes["TZ"]), ("UTC", "Mars/Olympus"))
        self.assertEqual(own["LD_PRELOAD"], "")
        self.assertIn("liblockstep_rt.so", changes["LD_PRELOAD"])
        self.assertEqual(changes["LOCKSTEP_TRACE"], str(self.trace))
        self.assertIsNone(changes["LOCKSTEP_STRATEGY"])
        self.assertNotIn("PATH", changes)
        self.assertIn("switcher=threads", changes["LOCKSTEP_OPTIONS"])

    def test_a_trace_hands_no_command_to_gdb(self):
        self.trace = self.make_trace(INSTRUMENTED, "TZ=UTC\nshell true")
        self.assert_fails(
            ["replay", "--gdb", self.trace],
            "the variable TZ holds a control character",
            PATH=f"{self.tools}:/usr/bin:/bin",
        )

    def test_errors(self):
        self.assert_fails(
            ["replay", "--gdb", self.trace],
            "gdb is not in PATH; install it",
            PATH="/nowhere",
        )
        for option in (["--at", "1"], ["--ex", "bt"], ["--batch"]):
            self.assert_fails(
                ["replay", *option, self.trace],
                f"{option[0]} has a meaning in a debugger only; add --gdb",
            )
        self.assert_fails(
            ["replay", "--gdb", "--at", "4000000", self.trace],
            "there is no step 4000000: the trace has the steps 0 to ",
        )
        self.assert_fails(
            ["replay", "--gdb", "--at=-1", self.trace],
            "--at takes the number of a step, not '-1'",
        )


unittest.main()
