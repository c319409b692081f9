#!/usr/bin/env python3
# Intent: what the documents show is what happens. Runs the console examples of
# one document, in order, in an empty folder, and compares their output.
#
# Usage: examples_test.py DOCUMENT BUILD
#
# An example is a block fenced as ```console: lines that begin with "$ " are
# commands, the lines below a command are its output. In the output, "..." on a
# line of its own stands for any lines, "..." inside a line for any text. Blocks
# fenced as ```sh are run too, line by line: each must be understood (no usage
# error, no missing command). Lines of ./utils/dev are left to who tests.
#
# The trace lockstep-traces/NAME-1f3a.lstrace stands for the one that is there.
#
# A comment `<!-- files: PATH... -->` names files of the checkout that the folder
# begins with; `<!-- run: COMMAND -->` prepares it further, where it stands.
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]


def examples(text):
    """(command, expected lines or None) of each command, in order."""
    blocks = re.finditer(
        r"(?ms)^```(console|sh)\n(.*?)^```$|^<!-- run: (.*?) -->$", text
    )
    for kind, block, hidden in (found.groups() for found in blocks):
        if hidden:
            yield hidden, None
        elif kind == "sh":
            for line in re.sub(r"\\\n", " ", block).splitlines():
                if line.strip() and not line.startswith("./utils/dev"):
                    yield line, None
        else:
            parts = re.split(r"(?m)^\$ ((?:.*\\\n)*.*)\n", block)
            for command, output in zip(parts[1::2], parts[2::2]):
                yield command, output.splitlines()


def with_trace(command, folder):
    """`command` with the trace that is there for its name in the documents."""
    for name in re.findall(r"lockstep-traces/(\w+)-1f3a\.lstrace", command):
        for trace in folder.glob(f"lockstep-traces/{name}-????.lstrace"):
            command = command.replace(f"{name}-1f3a.lstrace", trace.name)
    return command


def understood(status):
    """Neither an error of usage or of a compiler nor a missing command."""
    return status not in (1, 2) and status < 126


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
            command = with_trace(command, Path(folder))
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
            if expected is None:
                if not understood(done.returncode):
                    print(f"{document}: $ {command}\nended with "
                          f"{done.returncode}\n{done.stdout}")
                    return 1
            elif not re.fullmatch(pattern(expected), done.stdout):
                print(f"{document}: $ {command}\nprinted\n{done.stdout}")
                print("expected\n" + "\n".join(expected))
                return 1
    if not count:
        print(f"{document} has no examples")
        return 1
    print(f"{document.name}: {count} examples")
    return 0


sys.exit(main())
