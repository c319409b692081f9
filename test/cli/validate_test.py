# Intent: `lockstep validate` accepts what the writer wrote and nothing else.
from support import CommandTest, unittest


class Validate(CommandTest):
    def test_valid(self):
        trace = self.make_trace()
        done = self.assert_works("validate", trace)
        self.assertEqual(done.stdout, f"{trace}: valid\n")

    def test_files_that_are_no_trace(self):
        for path, text in self.bad_files():
            with self.subTest(path=path):
                self.assert_fails(["validate", path], text)

    def test_one_wrong_byte(self):
        trace = self.make_trace()
        whole = trace.read_bytes()
        for position in range(0, len(whole), 7):
            wrong = bytearray(whole)
            wrong[position] ^= 0x40
            trace.write_bytes(wrong)
            with self.subTest(position=position):
                self.assert_fails(["validate", trace], "small.lstrace")

    def test_command_line(self):
        self.assert_fails(["validate"], "FILE is required")
        self.assert_fails(["validate", "--json", "x"], "no option '--json'")
        self.assert_fails(["validate", "x", "y"], "'y' is one argument too many")


unittest.main()
