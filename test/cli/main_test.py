# Intent: the command without a subcommand, and names that do not exist.
from support import CommandTest, unittest


class Main(CommandTest):
    def test_help_lists_every_command(self):
        text = self.assert_works("--help").stdout
        for name in (
            "run replay show validate strategies options doctor".split()
        ):
            self.assertRegex(text, rf"(?m)^  {name} ")
            self.assertIn(
                f"Usage: lockstep {name}",
                self.assert_works(name, "--help").stdout,
            )

    def test_version(self):
        text = self.assert_works("--version").stdout
        self.assertRegex(text, r"^lockstep \d+\.\d+\.\d+\n$")

    def test_names_that_do_not_exist(self):
        self.assert_fails([], "which command?", "lockstep --help")
        self.assert_fails(["rnu"], "no command 'rnu'; did you mean 'run'?")
        self.assert_fails(["wombat"], "no command 'wombat'\n")
        self.assert_fails(
            ["--versoin"], "no option '--versoin'; did you mean '--version'?"
        )

    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "w") as full:
            import os
            import subprocess

            done = subprocess.run(
                [os.environ["TEST_COMMAND"], "--help"],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
            )
        self.assertEqual(done.returncode, 2)
        self.assertIn("could not be written", done.stderr)


unittest.main()
