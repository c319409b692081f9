# Intent: `lockstep shrink` starts what the trace names and asks for the task.
from support import INSTRUMENTED, PLAIN, CommandTest, unittest


class Shrink(CommandTest):
    def test_the_driver_is_asked_for_the_task(self):
        trace = self.make_trace(INSTRUMENTED, "TZ=Mars/Olympus")
        given, line, _ = self.launched(
            *["shrink", trace],
            LOCKSTEP_TASK="wombat",
            LOCKSTEP_TIME="never",
            LOCKSTEP_STRATEGY="wombat",
        )
        self.assertEqual(given["LOCKSTEP_TASK"], "shrink")
        self.assertEqual(given["LOCKSTEP_TRACE"], str(trace))
        self.assertNotIn("LOCKSTEP_TIME", given)
        self.assertNotIn("LOCKSTEP_STRATEGY", given)
        self.assertEqual(given["TZ"], "Mars/Olympus")
        self.assertEqual(line, ["./bank", "--accounts=3", "two words"])

    def test_options_become_variables_and_parameters(self):
        trace = self.make_trace()
        given, line, _ = self.launched(
            *["shrink", trace, "--time=0.5", "-j", "3", "--prove"],
            *["--max-attempts=70", "--signature=kind", "-o", "a:b, c.lstrace"],
            *["--color=never", "--", PLAIN, "-x"],
        )
        self.assertEqual(given["LOCKSTEP_TIME"], "0.5")
        self.assertEqual(given["LOCKSTEP_JOBS"], "3")
        self.assertEqual(given["LOCKSTEP_OPTIONS"], "color='never'")
        self.assertEqual(
            given["LOCKSTEP_TASK"],
            "shrink:prove=1:attempts=70:signature=kind:out='a:b, c.lstrace'",
        )
        self.assertEqual(line, [PLAIN, "-x"])


class BadInput(CommandTest):
    def test_files_that_are_no_trace(self):
        for path, text in self.bad_files():
            with self.subTest(path=path):
                self.assert_fails(["shrink", path], text)

    def test_command_line(self):
        self.assert_fails(["shrink"], "FILE is required")
        trace = self.make_trace()
        for option, text in [
            ("--time=soon", "--time='soon': give seconds above 0"),
            ("--jobs=2000", "--jobs='2000': give a whole number from 1"),
            ("--max-attempts=0", "--max-attempts"),
            ("--signature=colour", "--signature"),
            ("--provee", "did you mean '--prove'?"),
            ("--max-steps=4", "no option"),
            ("--out=a'b\"c", "both kinds of quotes"),
        ]:
            with self.subTest(option=option):
                self.assert_fails(["shrink", trace, option], text)

    def test_program_is_gone(self):
        self.assert_fails(["shrink", self.make_trace("/x/y")], "not usable")


unittest.main()
