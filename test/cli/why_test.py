# Intent: `lockstep why` starts what the trace names and asks for the task.
from support import INSTRUMENTED, PLAIN, CommandTest, unittest


class Why(CommandTest):
    def test_the_driver_is_asked_for_the_task(self):
        trace = self.make_trace(INSTRUMENTED)
        given, line, _ = self.launched("why", trace, LOCKSTEP_SEED="wombat")
        self.assertEqual(given["LOCKSTEP_TASK"], "why:samples=40:seed=1")
        self.assertEqual(given["LOCKSTEP_TRACE"], str(trace))
        self.assertEqual(line, ["./bank", "--accounts=3", "two words"])

    def test_options_become_variables_and_parameters(self):
        given, line, _ = self.launched(
            *["why", self.make_trace(), "--samples=7", "--seed", "3", "-j", "2"],
            *["--", PLAIN, "-x"],
        )
        self.assertEqual(given["LOCKSTEP_TASK"], "why:samples=7:seed=3")
        self.assertEqual(given["LOCKSTEP_JOBS"], "2")
        self.assertEqual(line, [PLAIN, "-x"])


class BadInput(CommandTest):
    def test_files_that_are_no_trace(self):
        for path, text in self.bad_files():
            with self.subTest(path=path):
                self.assert_fails(["why", path], text)

    def test_command_line(self):
        self.assert_fails(["why"], "FILE is required")
        trace = self.make_trace()
        for option, text in [
            ("--samples=0", "--samples"),
            ("--seed=x", "--seed"),
            ("--jobs=2000", "--jobs='2000': give a whole number from 1"),
            ("--max-steps=4", "no option"),
        ]:
            with self.subTest(option=option):
                self.assert_fails(["why", trace, option], text)


unittest.main()
