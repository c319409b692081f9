# Intent: the man pages and docs/options.md say what the commands say.
import json
import re
import shutil
import subprocess

from support import SOURCE, CommandTest, unittest

PAGES = SOURCE / "utils/lockstep/man"
COMMANDS = [
    "run",
    "replay",
    "show",
    "dump",
    "assemble",
    "shrink",
    "slice",
    "diff",
    "why",
    "export",
    "bundle",
    "corpus",
    "validate",
    "strategies",
    "options",
    "doctor",
]


def page(name):
    return (PAGES / f"{name}.1").read_text()


def options_of_page(text):
    """The options that items of a page begin with, such as {"-n", "--seed"}."""
    found = set()
    for line in re.findall(r"(?m)^\.It (Fl .*)$", text):
        found.update("-" + name for name in re.findall(r"Fl (-?[\w+-]+)", line))
    return found


def options_of_help(text):
    found = set()
    for line in re.findall(r"(?m)^  (-.*)$", text):
        found.update(re.findall(r"(?<![\w=])--?[a-z][a-z-]*", line))
    return found


def rows_of(markdown, kind):
    """The cells of the table whose first heading is `kind`."""
    table = markdown.split(f"| {kind} |", 1)[1].split("\n\n", 1)[0]
    lines = table.splitlines()[2:]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


class ManPages(CommandTest):
    def test_options_are_those_of_help(self):
        for name in COMMANDS:
            with self.subTest(name=name):
                text = self.assert_works(name, "--help").stdout
                self.assertEqual(
                    options_of_page(page(f"lockstep-{name}")),
                    options_of_help(text),
                )
        self.assertEqual(
            options_of_page(page("lockstep")), {"--help", "--version"}
        )

    def test_first_page_lists_commands_variables_and_statuses(self):
        text = page("lockstep")
        self.assertEqual(re.findall(r"(?m)^\.It Ic (\w+)$", text), COMMANDS)
        lists = json.loads(self.assert_works("options", "--json").stdout)
        self.assertEqual(
            re.findall(r"(?m)^\.It Ev (\w+)$", text),
            [row["name"] for row in lists["variables"]],
        )
        table = (SOURCE / "runtime/event/findings.def").read_text()
        self.assertEqual(
            re.findall(r"(?m)^\.It (\d+)\n([\w-]+):", text),
            [
                (status, slug)
                for slug, status in re.findall(
                    r'(?m)^LOCKSTEP_OUTCOME\(\w+, "([\w-]+)", (\d+)\)', table
                )
            ],
        )

    def test_strategies_are_those_of_the_list(self):
        text = page("lockstep-strategies")
        rows = json.loads(self.assert_works("strategies", "--json").stdout)
        self.assertEqual(
            sorted(re.findall(r"(?m)^\.It Cm ([\w-]+)$", text)),
            sorted(row["name"] for row in rows),
        )
        for row in rows:
            for parameter in row["parameters"]:
                self.assertIn(f".Cm {parameter['name']}\n", text)

    def test_pages_refer_to_pages_that_exist(self):
        for path in PAGES.glob("*.1"):
            for name in re.findall(r"(?m)^\.Xr (lockstep\S*) 1", path.read_text()):
                with self.subTest(path=path.name, name=name):
                    self.assertTrue(
                        (PAGES / f"{name.rstrip('+')}.1").exists()
                    )

    @unittest.skipUnless(shutil.which("man"), "man is not installed")
    def test_pages_are_well_formed(self):
        for path in PAGES.glob("*.1"):
            done = subprocess.run(
                ["man", "--warnings=all", "-l", path],
                env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
            )
            with self.subTest(path=path.name):
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertIn("NAME", done.stdout)


class OptionsDocument(CommandTest):
    def setUp(self):
        super().setUp()
        self.lists = json.loads(self.assert_works("options", "--json").stdout)
        self.text = (SOURCE / "docs/options.md").read_text()

    def test_options(self):
        self.assertEqual(
            rows_of(self.text, "option"),
            [
                [
                    f"`{row['name']}`",
                    row["values"],
                    f"`{row['default']}`" if row["default"] else "empty",
                    row["help"],
                ]
                for row in self.lists["options"]
            ],
        )

    def test_variables(self):
        self.assertEqual(
            rows_of(self.text, "variable"),
            [
                [f"`{row['name']}`", row["values"], row["help"]]
                for row in self.lists["variables"]
            ],
        )

    def test_what_is_in_a_trace(self):
        self.assertIn(
            ":".join(
                f"{row['name']}={row['default']}"
                for row in self.lists["options"]
                if row["in_trace"]
            ),
            self.text,
        )


unittest.main()
