# Intent: `lockstep diff` says where two executions part, and in which order.
import json
import shutil

from support import CommandTest, unittest


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


class BadInput(CommandTest):
    def test_one_trace_is_not_enough(self):
        self.assert_fails(
            ["diff", self.make_trace("/x", "--bank", "2")], "trace_passing=FILE"
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


unittest.main()
