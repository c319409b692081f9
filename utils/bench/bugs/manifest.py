# ===- manifest.py - What is known of the programs of a directory ----------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------===#
"""Reads bugs.toml, the manifest of a directory of programs with bugs.

A table `program.NAME` describes one program; the table `defaults` holds what
all of them share. docs/benchmarks.md explains the keys.
"""

import dataclasses
import fnmatch
import pathlib
import tomllib

FILE_NAME = "bugs.toml"


class BadInput(Exception):
    """The user can mend what the message names."""


@dataclasses.dataclass
class Program:
    name: str
    folder: pathlib.Path
    """The directory of the manifest; paths in it are relative to this."""

    # How to build and run it.
    sources: list = dataclasses.field(default_factory=list)
    flags: list = dataclasses.field(default_factory=list)
    arguments: list = dataclasses.field(default_factory=list)
    environment: dict = dataclasses.field(default_factory=dict)
    stdin: str = ""
    options: str = ""
    schedules: int = 0
    excluded: str = ""

    # What its bug is. No findings: whatever is found is the bug.
    findings: list = dataclasses.field(default_factory=list)
    shape: str = ""
    depth: int = 0
    preemptive: int = 0
    switches: int = 0
    unproven: str = ""
    strategy: str = ""
    published: dict = dataclasses.field(default_factory=dict)


# Keys and the types of their values; what a list holds are strings.
KEYS = {
    field.name: field.type
    for field in dataclasses.fields(Program)
    if field.name not in ("name", "folder")
}


def check_table(path, title, table):
    if not isinstance(table, dict):
        raise BadInput(f"{path}: '{title}' is not a table")
    for key, value in table.items():
        if key not in KEYS:
            known = ", ".join(KEYS)
            raise BadInput(f"{path}: {title}: unknown key '{key}'; known: {known}")
        fits = isinstance(value, KEYS[key]) and not isinstance(value, bool)
        if fits and KEYS[key] in (list, dict):
            items = value.values() if KEYS[key] is dict else value
            fits = all(isinstance(item, str) for item in items)
        if not fits:
            raise BadInput(f"{path}: {title}: '{key}' has a value of the wrong type")


def read(folder, outcomes):
    """The programs of the manifest in folder, in its order. `outcomes` are the
    slugs of everything that counts as a finding."""
    folder = pathlib.Path(folder).resolve()
    path = folder / FILE_NAME
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"cannot read {path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: {error}") from None
    for title in content:
        if title not in ("defaults", "program"):
            raise BadInput(f"{path}: unknown table '{title}'")
    defaults = content.get("defaults", {})
    check_table(path, "defaults", defaults)
    programs = []
    for name, table in content.get("program", {}).items():
        check_table(path, f"program {name}", table)
        program = Program(name, folder, **{**defaults, **table})
        for finding in program.findings:
            if finding not in outcomes:
                known = ", ".join(outcomes)
                raise BadInput(
                    f"{path}: program {name}: there is no finding '{finding}'; "
                    f"there are: {known}"
                )
        if not program.sources and not program.excluded:
            raise BadInput(f"{path}: program {name}: it has no 'sources'")
        programs.append(program)
    if not programs:
        raise BadInput(f"{path} names no program")
    return programs


def select(programs, patterns):
    """Those whose names match one of the patterns; each must match some."""
    for pattern in patterns:
        if not any(fnmatch.fnmatchcase(p.name, pattern) for p in programs):
            raise BadInput(f"no program matches '{pattern}'")
    return [
        program
        for program in programs
        if any(fnmatch.fnmatchcase(program.name, p) for p in patterns)
    ]
