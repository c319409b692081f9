# Intent: `lockstep replay` starts what the trace names, as it was started, and
# lets a trace decide nothing else.
from support import (
    INSTRUMENTED,
    PLAIN,
    PROBE,
    CommandTest,
    unittest,
)


class Replay(CommandTest):
    def test_program_arguments_and_environment_come_from_the_trace(self):
        trace = self.make_trace(INSTRUMENTED, "TZ=Mars/Olympus")
        given, line, _ = self.launched(
            *["replay", "small.lstrace", "--switcher=threads"],
            LOCKSTEP_STRATEGY="wombat",
            LOCKSTEP_JOBS="many",
        )
        self.assertNotIn("LOCKSTEP_STRATEGY", given)
        self.assertNotIn("LOCKSTEP_JOBS", given)
        self.assertEqual(line, ["./bank", "--accounts=3", "two words"])
        self.assertEqual(given["LOCKSTEP_TRACE"], str(trace))
        self.assertEqual(given["LOCKSTEP_PROGRAM"], INSTRUMENTED)
        self.assertEqual(given["LOCKSTEP_OPTIONS"], "switcher='threads'")
        self.assertEqual(given["LD_PRELOAD"], PROBE)
        self.assertEqual(given["TZ"], "Mars/Olympus")

    def test_another_copy_may_be_named(self):
        trace = self.make_trace("/nowhere/bank")
        given, line, _ = self.launched(
            "replay", trace, "--options", "color=never", "--", PLAIN, "-x"
        )
        self.assertEqual(line, [PLAIN, "-x"])
        self.assertEqual(given["LOCKSTEP_PROGRAM"], PLAIN)
        self.assertEqual(given["LOCKSTEP_OPTIONS"], "color=never")

    def test_a_trace_loads_nothing_and_sets_no_option(self):
        trace = self.make_trace(
            INSTRUMENTED,
            "LD_PRELOAD=/evil.so",
            "LD_AUDIT=/evil.so",
            "LOCKSTEP_RUNTIME=/evil.so",
            "PATH=/evil",
            "=nothing",
            "nothing",
        )
        given, _, _ = self.launched(
            "replay", trace, OMP_NUM_THREADS="3", HOLIDAY="today"
        )
        self.assertEqual(given["HOLIDAY"], "today")
        # It changes what a program does, and was not there then.
        self.assertNotIn("OMP_NUM_THREADS", given)
        self.assertEqual(given["LD_PRELOAD"], PROBE)
        self.assertEqual(given["LOCKSTEP_RUNTIME"], PROBE)
        self.assertNotIn("LD_AUDIT", given)
        self.assertNotEqual(given["PATH"], "/evil")


class Manners(CommandTest):
    def test_continue(self):
        trace = self.make_trace(INSTRUMENTED)
        given, _, _ = self.launched(
            *["replay", "--continue", "--seed", "7", "-s", "pct:depth=4"],
            trace,
            LOCKSTEP_SEED="3",
        )
        self.assertEqual(given["LOCKSTEP_TASK"], "continue")
        self.assertEqual(given["LOCKSTEP_ITERATIONS"], "100")
        self.assertEqual(given["LOCKSTEP_SEED"], "7")
        self.assertEqual(given["LOCKSTEP_STRATEGY"], "pct:depth=4")

    def test_repeat(self):
        trace = self.make_trace(INSTRUMENTED)
        given, _, _ = self.launched("replay", "--repeat", "12", trace)
        self.assertEqual(given["LOCKSTEP_TASK"], "repeat:times=12")

    def test_errors(self):
        trace = self.make_trace(INSTRUMENTED)
        for options, text in (
            (["--repeat", "0"], "--repeat takes a number from 1 to"),
            (["--repeat", "-1"], "--repeat takes a number from 1 to"),
            (["--repeat", "3", "--continue"], "exclude each other; give one"),
            (["--gdb", "--continue"], "exclude each other; give one"),
            (["--seed", "3"], "add --continue"),
            (["--continue", "--seed", "x"], "--seed='x'"),
            (["--continue", "-n", "0"], "--iterations='0'"),
            (["--continue", "-s", "pcx"], "did you mean 'pct'?"),
        ):
            with self.subTest(options=options):
                self.assert_fails(["replay", *options, trace], text)


class BadInput(CommandTest):
    def test_files_that_are_no_trace(self):
        for path, text in self.bad_files():
            with self.subTest(path=path):
                self.assert_fails(["replay", path], text)

    def test_program_is_gone(self):
        trace = self.make_trace("/nowhere/bank")
        self.assert_fails(
            ["replay", trace],
            "the trace's program is not usable",
            "'/nowhere/bank': No such file",
            "after --",
        )
        trace = self.make_trace("")
        self.assert_fails(["replay", trace], "names no program", "after --")
        self.assert_fails(["replay", trace, "--", "/x/y"], "'/x/y': No such")

    def test_command_line(self):
        self.assert_fails(["replay"], "FILE is required")
        trace = self.make_trace()
        self.assert_fails(
            ["replay", trace, "--swicher=threads"],
            "no option '--swicher'; did you mean '--switcher'?",
        )
        self.assert_fails(["replay", trace, "more"], "'more' is one argument")
        self.assert_fails(
            ["replay", trace, "--switcher=goats"], "fibers, threads"
        )
        # What the trace decides is no option of a replay.
        self.assert_fails(["replay", trace, "--max-steps=4"], "no option")


unittest.main()
