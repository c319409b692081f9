# ===- start.py - Lockstep's commands for gdb ------------------------------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===------------------------------------------------------------------------===#
#
# `lockstep replay --gdb` starts gdb with this script, and with the trace in a
# descriptor whose number is in the global `lockstep_descriptor`.

import json
import os
import re
import sys

import gdb

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))

from lockstep_replay import Replay
from lockstep_schedule import RUNTIME, Recorded


class WithoutRuntime:
    """Leaves the runtime's own frames out of backtraces."""

    name = "lockstep"
    enabled = True
    priority = 100

    def __init__(self):
        gdb.frame_filters[self.name] = self

    def filter(self, frames):
        for frame in frames:
            library = gdb.solib_name(frame.inferior_frame().pc())
            if not library or os.path.basename(library) != RUNTIME:
                yield frame


# The commands.


class Prefix(gdb.Command):
    """Walk through the schedule of a trace.

    Steps are numbered as in reports and in 'lockstep show'. At each step one
    thread is about to perform one operation."""

    def __init__(self):
        super().__init__("lockstep", gdb.COMMAND_RUNNING, prefix=True)


class Subcommand(gdb.Command):
    def __init__(self, name, action, help, complete=None):
        self.__doc__ = help
        self.action = action
        self.words = complete
        super().__init__(f"lockstep {name}", gdb.COMMAND_RUNNING)

    def invoke(self, argument, from_tty):
        self.dont_repeat()
        self.action(argument.strip())

    def complete(self, text, word):
        if not self.words:
            return gdb.COMPLETE_NONE
        return [each for each in self.words() if each.startswith(text)]


def number(text, default=None):
    if not text and default is not None:
        return default
    if not re.fullmatch(r"\d{1,18}", text):
        raise gdb.GdbError(
            f"'{text}' is not a number of steps." if text else "Which step?"
        )
    return int(text)


def needed(text, question):
    if not text:
        raise gdb.GdbError(question)
    return text


def without_argument(action):
    def invoke(text):
        if text:
            raise gdb.GdbError("This command has no argument.")
        action()

    return invoke


def add_commands(replay):
    Prefix()
    Subcommand(
        "step",
        lambda text: replay.move(number(text, 1)),
        "Go to the next step, or N steps on: lockstep step [N]",
    )
    Subcommand(
        "back",
        lambda text: replay.move(-number(text, 1)),
        "Go N steps back, by running again: lockstep back [N]",
    )
    Subcommand(
        "perform",
        without_argument(replay.perform),
        "Let the operation of this step be performed; 'next' and 'step' go on "
        "from there.",
    )
    Subcommand(
        "goto",
        lambda text: replay.goto(number(text)),
        "Go to step N, wherever it is: lockstep goto N",
    )
    Subcommand(
        "until",
        lambda text: replay.until(needed(text, "Until what? Name an object.")),
        "Go to the next operation on an object, named as in reports, or by its "
        "number: lockstep until OBJECT",
        replay.recorded.known_objects,
    )
    Subcommand(
        "threads",
        without_argument(replay.threads),
        "List every thread: its state, its pending operation and where that is.",
    )
    Subcommand(
        "thread",
        lambda text: replay.select_thread(needed(text, "Which thread?")),
        "Select a thread by its number in reports, and its frame in the program: "
        "lockstep thread N",
    )
    Subcommand(
        "where",
        without_argument(lambda: replay.show(False)),
        "Say which step it is, what is done in it, and what is left.",
    )


def main(descriptor):
    with os.fdopen(descriptor) as file:
        file.seek(0)
        given = json.loads(file.readline())
        recorded = Recorded(json.loads(file.readline()))
    replay = Replay(recorded, given["environment"])
    add_commands(replay)
    WithoutRuntime()
    replay.begin(given["at"])


main(lockstep_descriptor)
