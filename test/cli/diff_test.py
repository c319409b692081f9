# Intent: `lockstep diff` says where two executions part, and in which order.
import json
import shutil

from support import INSTRUMENTED, PLAIN, CommandTest, unittest


class Diff(CommandTest):
    def traces(self):
        """Two threads, and three, of which the first two do the same."""
        first = self.folder / "first.lstrace"
        shutil.move(self.make_trace("/gone/bank", "--bank", "2"), first)
        return first, self.make_trace("/gone/bank", "--bank", "3")

    def test_an_execution_with_itself(self):
        first, _ = self.traces()
        done = self.assert_works("diff", first, first)
        self.assertIn("The schedules are the same", done.stdout)

    def test_where_they_part(self):
        first, second = self.traces()
        done = self.assert_works("diff", first, second)
        self.assertIn("A: " + str(first), done.stdout)
        self.assertIn("They part at step 4:\n  A: T1: lock", self.tagged(done))

    def tagged(self, done):
        return done.stdout.replace("T1 lock", "T1: lock")

    def test_json(self):
        first, second = self.traces()
        found = json.loads(
            self.assert_works("diff", "--json", first, second).stdout
        )
        self.assertEqual(found["common_decisions"], 4)
        self.assertEqual(len(found["traces"]), 2)
        self.assertIn("lock", found["parts_at"]["a"])
        self.assertIn("create thread", found["parts_at"]["b"])
        self.assertEqual(found["reordered"], [])


class OneTrace(CommandTest):
    """The program is run, for an execution to compare with."""

    def test_the_driver_is_asked_for_the_task(self):
        trace = self.make_trace(INSTRUMENTED, "--bank", "2")
        given, line, done = self.launched("diff", trace, LOCKSTEP_TASK="wombat")
        output = self.folder / "small.pass.lstrace"
        self.assertEqual(
            given["LOCKSTEP_TASK"], f"passing:samples=40:seed=1:out='{output}'"
        )
        self.assertEqual(given["LOCKSTEP_TRACE"], str(trace))
        # It found none: there is nothing to compare.
        self.assertNotIn("They part", done.stdout)

    def test_options_become_parameters(self):
        given, line, _ = self.launched(
            *["diff", self.make_trace("/gone", "--bank", "2"), "--json"],
            *["--samples=7", "--seed", "3", "-o", "a:b", "--", PLAIN, "-x"],
        )
        self.assertEqual(
            given["LOCKSTEP_TASK"], "passing:samples=7:seed=3:out='a:b'"
        )
        self.assertEqual(line, [PLAIN, "-x"])


class BadInput(CommandTest):
    def test_one_trace_whose_program_is_gone(self):
        self.assert_fails(
            ["diff", self.make_trace("/x", "--bank", "2")],
            "the trace's program is not usable",
        )

    def test_one_trace_without_events(self):
        self.assert_fails(["diff", self.make_trace()], "no events")

    def test_what_has_no_meaning_with_two_traces(self):
        trace = self.make_trace("/x", "--bank", "2")
        for option in ["--samples=3", "--seed=2", "--out=x"]:
            with self.subTest(option=option):
                self.assert_fails(["diff", option, trace, trace], "one FILE")
        self.assert_fails(
            ["diff", trace, trace, "--", PLAIN], "no program is run"
        )

    def test_files_that_are_no_trace(self):
        for path, text in self.bad_files():
            with self.subTest(path=path):
                self.assert_fails(["diff", path, path], text)

    def test_trace_without_events(self):
        trace = self.make_trace()
        self.assert_fails(["diff", trace, trace], "no events")

    def test_command_line(self):
        self.assert_fails(["diff"], "FILE is required")
        trace = self.make_trace(INSTRUMENTED, "--bank", "2")
        for option, text in [
            ("--samples=0", "--samples"),
            ("--seed=x", "--seed"),
            ("--out=a'b\"c", "both kinds of quotes"),
        ]:
            with self.subTest(option=option):
                self.assert_fails(["diff", trace, option], text)


unittest.main()
