#!/usr/bin/env python3
# Intent: what the documents show is what happens. Runs the console examples of
# one document, in order, in an empty folder, and compares their output.
#
# Usage: examples_test.py DOCUMENT BUILD
#
# An example is a block fenced as ```console: lines that begin with "$ " are
# commands, the lines below a command are its output. In the output, "..." on a
# line of its own stands for any lines, "..." inside a line for any text. A
# comment `<!-- files: PATH... -->` names files of the checkout that the folder
# begins with.
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]


def examples(text):
    """(command, expected lines) of each command, in order."""
    for block in re.findall(r"(?ms)^```console\n(.*?)^```$", text):
        parts = re.split(r"(?m)^\$ ((?:.*\\\n)*.*)\n", block)
        for command, output in zip(parts[1::2], parts[2::2]):
            yield command, output.splitlines()


def pattern(expected):
    """What the output must match as a whole."""
    regular = ""
    for line in expected:
        if line.strip() == "...":
            regular += r"(?:.*\n)*?"
        else:
            pieces = [re.escape(piece) for piece in line.rstrip().split("...")]
            regular += ".*?".join(pieces) + r"[ ]*\n"
    return regular


def environment(build):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("LOCKSTEP_")
        and name not in ("LD_PRELOAD", "GITHUB_ACTIONS", "TERM")
    }
    kept["PATH"] = f"{build}/bin:{kept['PATH']}"
    kept["TERM"] = "dumb"
    return kept


def main():
    document, build = Path(sys.argv[1]), Path(sys.argv[2]).resolve()
    text = document.read_text()
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        for names in re.findall(r"<!-- files: (.*?) -->", text):
            for name in names.split():
                shutil.copy(SOURCE / name, folder)
        for command, expected in examples(text):
            count += 1
            done = subprocess.run(
                ["sh", "-c", command],
                cwd=folder,
                env=environment(build),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
            if not re.fullmatch(pattern(expected), done.stdout):
                print(f"{document}: $ {command}\nprinted\n{done.stdout}")
                print("expected\n" + "\n".join(expected))
                return 1
    if not count:
        print(f"{document} has no examples")
        return 1
    print(f"{document.name}: {count} examples")
    return 0


sys.exit(main())
