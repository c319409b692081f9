# Intent: the lists say what there is, to people and to machines.
import json

from support import CommandTest, unittest


class Lists(CommandTest):
    def test_strategies(self):
        text = self.assert_works("strategies").stdout
        rows = json.loads(self.assert_works("strategies", "--json").stdout)
        names = [row["name"] for row in rows]
        self.assertEqual(len(set(names)), len(names))
        self.assertEqual(names[:3], ["auto", "random", "pct"])
        for row in rows:
            self.assertIn(row["name"], text)
            self.assertIn(row["paper"], text)
        depth = rows[2]["parameters"][0]
        self.assertEqual(depth["name"], "depth")
        self.assertLessEqual(depth["min"], depth["default"])

    def test_options(self):
        text = self.assert_works("options").stdout
        lists = json.loads(self.assert_works("options", "--json").stdout)
        for row in lists["options"]:
            self.assertIn(f"  {row['name']}=", text)
        for row in lists["variables"]:
            self.assertIn(f"  {row['name']}\n", text)

    def test_every_option_is_an_option_of_run(self):
        text = self.assert_works("run", "--help").stdout
        lists = json.loads(self.assert_works("options", "--json").stdout)
        for row in lists["options"]:
            option = "--" + row["name"].replace("_", "-")
            self.assertRegex(text, rf"(?m)^  (-h, )?{option}( |$)")

    def test_command_line(self):
        for name in ("strategies", "options"):
            self.assert_fails([name, "more"], "'more' is one argument too many")
            self.assert_fails([name, "--jsn"], "did you mean '--json'?")


unittest.main()
