# Intent: `lockstep dump` and `lockstep assemble` undo each other; between the
# two a person can edit the schedule.
import subprocess

from support import COMMAND, CommandTest, unittest


class Text(CommandTest):
    def dumped(self):
        """The text of the small trace, in a file; the trace and the file."""
        trace = self.make_trace("/gone/bank", "TZ=UTC")
        text = self.folder / "small.txt"
        self.assert_works("dump", trace, "-o", text)
        return trace, text

    def test_there_and_back(self):
        trace, text = self.dumped()
        done = self.assert_works("assemble", text, "-o", "again.lstrace")
        self.assertEqual((done.stdout, done.stderr), ("", ""))
        again = self.folder / "again.lstrace"
        self.assertEqual(again.read_bytes(), trace.read_bytes())
        self.assertEqual(
            self.assert_works("dump", trace).stdout, text.read_text()
        )

    def test_pipes(self):
        trace = self.make_trace()
        text = subprocess.run(
            [COMMAND, "dump", trace], capture_output=True, check=True
        ).stdout
        again = subprocess.run(
            [COMMAND, "assemble", "-", "-o", "-"],
            input=text,
            capture_output=True,
            check=True,
        ).stdout
        self.assertEqual(again, trace.read_bytes())

    def test_an_edited_schedule(self):
        _, text = self.dumped()
        lines = text.read_text().replace("3 T1 MutexLock O0 S1", "T1 Yield")
        text.write_text(lines + "; the end\n")
        done = self.assert_works("assemble", text, "-o", "other.lstrace")
        self.assertIn("the schedule was edited", done.stderr)
        shown = self.assert_works("show", "other.lstrace").stdout
        self.assertIn("yield", shown)
        self.assertNotIn("SUMMARY", shown)
        self.assert_works("validate", "other.lstrace")

    def test_no_control_character_is_written(self):
        trace = self.make_trace("/gone/\x1b[2Jbank\x07", "TZ=\x9b\u202e")
        text = self.assert_works("dump", trace).stdout
        for line in text.split("\n"):
            self.assertTrue(line.isprintable(), repr(line))


class BadInput(CommandTest):
    def test_files_that_are_no_trace(self):
        for path, text in self.bad_files():
            with self.subTest(path=path):
                self.assert_fails(["dump", path], text)

    def test_text_with_a_mistake(self):
        trace = self.make_trace()
        text = self.folder / "wrong.txt"
        lines = self.assert_works("dump", trace).stdout.split("\n")
        position = lines.index("0 T0 ThreadStart")
        lines[position] = "0 T0 ThreadStrat"
        text.write_text("\n".join(lines))
        self.assert_fails(
            ["assemble", text],
            f"wrong.txt': line {position + 1}, column 6: the operation "
            "'ThreadStrat' does not exist; did you mean 'ThreadStart'?",
        )
        self.assertFalse((self.folder / "wrong.lstrace").exists())

    def test_what_is_no_text_of_a_trace(self):
        trace = self.make_trace()
        for path in (trace, "/dev/null", COMMAND):
            with self.subTest(path=path):
                self.assert_fails(["assemble", path, "-o", "x"], str(path))
        (self.folder / "empty").write_bytes(b"")
        self.assert_fails(
            ["assemble", "empty", "-o", "x"], "'lockstep dump' writes it"
        )
        self.assertFalse((self.folder / "x").exists())

    def test_nothing_is_replaced_unasked(self):
        trace = self.make_trace()
        before = trace.read_bytes()
        text = self.folder / "small.txt"
        self.assert_works("dump", trace, "-o", text)
        self.assert_fails(["assemble", text], "is there already", "-o")
        self.assert_fails(
            ["dump", trace, "-o", trace], "would replace the trace"
        )
        self.assert_fails(
            ["assemble", text, "-o", text], "would replace its text"
        )
        self.assertEqual(trace.read_bytes(), before)
        trace.unlink()
        self.assert_works("assemble", text)
        self.assertEqual(trace.read_bytes(), before)

    def test_command_line(self):
        self.assert_fails(["dump"], "TRACE is required")
        self.assert_fails(["assemble"], "FILE is required")
        self.assert_fails(["assemble", "-"], "name the trace with -o")
        trace = self.make_trace()
        self.assert_fails(
            ["dump", trace, "-o", "absent/x"], "absent/x", "No such file"
        )


unittest.main()
