# Intent: `lockstep slice` prints what led to a step or to the end, with reasons.
import json

from support import CommandTest, unittest


class Slice(CommandTest):
    def rows(self, *options):
        done = self.assert_works("slice", "--json", self.trace, *options)
        head, *rows = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(head["type"], "slice")
        self.assertEqual(head["kept"], len(rows))
        return head, rows

    def setUp(self):
        super().setUp()
        self.trace = self.make_trace("/gone/bank", "--bank", "2")

    def test_each_row_points_at_a_later_one(self):
        _, rows = self.rows()
        steps = [row["step"] for row in rows]
        self.assertEqual(steps, sorted(steps))
        for row in rows:
            if "for" in row:
                self.assertIn(row["for"], steps)
                self.assertGreater(row["for"], row["step"])
            for cause in row["causes"]:
                self.assertIn(cause["step"], steps)

    def test_what_led_to_a_step(self):
        head, rows = self.rows("--step=15")
        self.assertEqual(head["step"], 15)
        self.assertEqual(rows[-1]["step"], 15)
        self.assertEqual(rows[-1]["why"], "the step in question")
        self.assertEqual(
            {"reason": "reads-from", "step": 9}, rows[-1]["causes"][-1]
        )
        # Nothing depends on a thread that gave way.
        self.assertNotIn("Yield", [row["operation"] for row in rows])

    def test_text(self):
        done = self.assert_works("slice", "--width=100", self.trace)
        text = done.stdout.splitlines()
        self.assertEqual(text[0], "SUMMARY: Lockstep: " + SUMMARY)
        self.assertIn(" events led to this end", text[1])
        self.assertIn("reads what T1 wrote at step 9", done.stdout)
        self.assertIn("that do not matter ...", done.stdout)
        self.assertNotIn("\033", done.stdout)
        for line in text:
            self.assertLessEqual(len(line), 100)

    def test_color_only_adds_escapes(self):
        done = self.assert_works("slice", "--color=always", self.trace)
        self.assertIn("\033[", done.stdout)

    def test_hostile_names_are_escaped(self):
        trace = self.make_trace("/x", "--bank", "2", "--hostile", "\033[31m\n")
        done = self.assert_works("slice", trace)
        self.assertNotIn("\033", done.stdout)
        for line in self.assert_works("slice", "--json", trace).stdout.splitlines():
            json.loads(line)


class BadInput(CommandTest):
    def test_files_that_are_no_trace(self):
        for path, text in self.bad_files():
            with self.subTest(path=path):
                self.assert_fails(["slice", path], text)

    def test_trace_without_events(self):
        self.assert_fails(
            ["slice", self.make_trace()], "no events", "record it again"
        )

    def test_steps(self):
        trace = self.make_trace("/gone/bank", "--bank", "2")
        self.assert_fails(
            ["slice", "--step=1000", trace], "--step 1000", "at steps 0 to"
        )
        self.assert_fails(["slice", "--step=x", trace], "--step")

    def test_command_line(self):
        self.assert_fails(["slice"], "FILE is required")
        self.assert_fails(["slice", "--colour", "x"], "did you mean '--color'")


SUMMARY = "deadlock bank.cpp:42:5 in transfer"
unittest.main()
