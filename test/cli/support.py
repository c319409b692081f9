#===- support.py - What the tests of the commands share ------------------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Runs the command in a folder of its own, with an environment of its own."""

import os
import pathlib
import subprocess
import tempfile
import unittest

COMMAND = os.environ["TEST_COMMAND"]
TOOLS = pathlib.Path(os.environ["TEST_TOOLS"])
SOURCE = pathlib.Path(os.environ["TEST_SOURCE"])

PLAIN = str(TOOLS / "cli_target")
INSTRUMENTED = str(TOOLS / "cli_target_instrumented")
STATIC = str(TOOLS / "cli_target_static")
PROBE = str(TOOLS / "libcli_probe.so")

# What Target.c returns when it was really started.
TARGET_STATUS = 5
USAGE_STATUS = 2


class CommandTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()

    def run_command(self, *arguments, **variables):
        """Runs `lockstep arguments` with these variables set."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("LOCKSTEP_", "TEST_", "LD_"))
        }
        environment.update(variables)
        return subprocess.run(
            [COMMAND, *map(str, arguments)],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def assert_fails(self, arguments, *texts, status=USAGE_STATUS, **variables):
        """The command fails and standard error holds every text."""
        done = self.run_command(*arguments, **variables)
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertTrue(
            done.stderr.startswith("lockstep: error: "), done.stderr
        )
        for text in texts:
            self.assertIn(text, done.stderr)
        self.assertEqual(done.stdout, "")
        return done

    def assert_works(self, *arguments, status=0, **variables):
        done = self.run_command(*arguments, **variables)
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    def launched(self, *arguments, **variables):
        """What a program started by the command was given: a dictionary of
        variables, a list of arguments, and the finished process."""
        output = self.folder / "probe"
        variables.setdefault("LOCKSTEP_RUNTIME", PROBE)
        done = self.assert_works(
            *arguments,
            status=TARGET_STATUS,
            PROBE_OUTPUT=str(output),
            **variables,
        )
        given, line = {}, []
        for entry in output.read_text().splitlines():
            name, _, value = entry.partition("=")
            if name == "argument":
                line.append(value)
            else:
                given[name] = value
        return given, line, done

    def make_trace(self, program=INSTRUMENTED, *extra):
        """Writes a small trace; returns its path."""
        path = self.folder / "small.lstrace"
        subprocess.run(
            [TOOLS / "cli_make_trace", path, str(program), *extra], check=True
        )
        return path

    def bad_files(self):
        """Pairs of a path that holds no trace and what is said about it."""
        whole = self.make_trace().read_bytes()
        cut = self.folder / "cut.lstrace"
        cut.write_bytes(whole[:40])
        empty = self.folder / "empty.lstrace"
        empty.write_bytes(b"")
        foreign = self.folder / "foreign.lstrace"
        foreign.write_bytes(b"#!/bin/sh\n" * 100)
        pipe = self.folder / "pipe.lstrace"
        os.mkfifo(pipe)
        return [
            (self.folder / "absent.lstrace", "No such file"),
            (self.folder, "is a folder"),
            (pipe, "not a regular file"),
            (cut, "cut.lstrace"),
            (empty, "empty.lstrace"),
            (foreign, "foreign.lstrace"),
        ]
