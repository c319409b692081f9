# Intent: `lockstep corpus` shows, merges and minimizes, and says what is wrong.
import json
import shutil

from support import INSTRUMENTED, CommandTest, unittest


class Corpus(CommandTest):
    def make_folder(self, name, *files):
        path = self.folder / name
        path.mkdir()
        for file in files:
            shutil.copy(self.make_trace(), path / file)
        return path

    def test_show(self):
        path = self.make_folder("kept", "a.lstrace", "b.lstrace")
        self.assertIn("2 executions", self.assert_works("corpus", path).stdout)
        shown = json.loads(self.assert_works("corpus", "--json", path).stdout)
        self.assertEqual([each["executions"] for each in shown], [2])
        # Also those that the Lockstep of then did not have.
        self.assertIn(":races=ignore", shown[0]["options"])

    def test_merge(self):
        first = self.make_folder("first", "a.lstrace")
        second = self.make_folder("second", "a.lstrace", "b.lstrace")
        into = self.folder / "new" / "into"
        done = self.assert_works("corpus", "merge", into, first, second)
        self.assertIn("2 executions copied, 1 were there", done.stdout)
        self.assertEqual(
            sorted(path.name for path in into.iterdir()), ["a.lstrace", "b.lstrace"]
        )

    def test_merge_files_of_one_name(self):
        first = self.make_folder("first", "a.lstrace")
        second = self.make_folder("second", "a.lstrace")
        other = self.make_trace(INSTRUMENTED, "--threads", "3")
        shutil.copy(other, second / "a.lstrace")
        into = self.folder / "into"
        done = self.assert_works("corpus", "merge", into, first, second)
        self.assertIn("2 executions copied, 0 were there", done.stdout)
        done = self.assert_works("corpus", "merge", into, first, second)
        self.assertIn("0 executions copied, 2 were there", done.stdout)
        kept = [path.read_bytes() for path in into.iterdir()]
        self.assertEqual(len(kept), 2)
        self.assertIn(other.read_bytes(), kept)
        self.assertIn((first / "a.lstrace").read_bytes(), kept)

    def test_merge_into_itself(self):
        path = self.make_folder("kept", "a.lstrace")
        done = self.assert_works("corpus", "merge", path, path)
        self.assertIn("0 executions copied, 1 were there", done.stdout)

    def test_minimize_leaves_whole_traces(self):
        path = self.make_folder("kept", "b.lstrace")
        whole = (path / "b.lstrace").read_bytes()
        (path / "a.lstrace").write_bytes(whole[: whole.index(b"DECS")])
        self.assert_works("corpus", "minimize", path)
        self.assertEqual([each.name for each in path.iterdir()], ["b.lstrace"])

    def test_minimize(self):
        path = self.make_folder("kept", "a.lstrace", "b.lstrace", "c.lstrace")
        (path / "README").write_text("stays")
        done = self.assert_works("corpus", "minimize", path)
        self.assertIn("1 of 3 executions left", done.stdout)
        self.assertEqual(len(list(path.iterdir())), 2)

    def test_files_that_are_no_trace(self):
        path = self.make_folder("kept", "a.lstrace")
        (path / "bad.lstrace").write_text("no")
        for command in (["corpus", path], ["corpus", "minimize", path]):
            done = self.assert_works(*command)
            self.assertIn("bad.lstrace", done.stderr)
        self.assertTrue((path / "bad.lstrace").exists())

    def test_command_line(self):
        self.assert_fails(["corpus"], "FOLDER is required")
        self.assert_fails(["corpus", "/nowhere/at/all"], "'/nowhere/at/all'")
        self.assert_fails(["corpus", "merge", "x"], "those to merge")
        self.assert_fails(["corpus", "minimize"], "name one folder")
        self.assert_fails(["corpus", "x", "y"], "'y' is one argument too many")


unittest.main()
