# ===- lockstep_schedule.py - The trace and the execution, to gdb ----------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===------------------------------------------------------------------------===#
#
# The execution keeps the variable lockstep_debug_state of liblockstep_rt.so up to
# date; its layout is in runtime/preload/Debugging.h.

import difflib
import os
import re
import struct

import gdb

NEVER = 0xFFFFFFFF
NOTHING = 0xFFFFFFFF
STATES = ("running", "runnable", "waiting", "spinning", "finished")
RUNTIME = "liblockstep_rt.so"


def text_at(address):
    """The C string at an address of the program; empty for a null pointer."""
    if not address:
        return ""
    pointer = gdb.Value(address).cast(gdb.lookup_type("char").pointer())
    return pointer.string("utf-8", "replace")


def demangled(name):
    if not re.fullmatch(r"_Z[\w.$@]+", name):
        return name
    text = gdb.execute(f"demangle -- {name}", to_string=True).strip()
    return without_parameters(text)


def without_parameters(name):
    return re.sub(r"(\(anonymous namespace\))|\(.*", r"\1", name)


def frame_place(frame):
    """ "bank.cpp:8 in transfer" """
    found = frame.find_sal()
    name = without_parameters(frame.name() or "")
    if not found.symtab:
        return name
    file = os.path.basename(found.symtab.filename)
    return f"{file}:{found.line}" + (f" in {name}" if name else "")


class Thread:
    """A thread of the program, as lockstep_debug_thread describes it."""

    LAYOUT = "<IiIIIIQQQQ"

    def __init__(self, data):
        (
            self.number,
            self.kernel_id,
            self.state,
            self.line,
            self.object,
            self.second,
            operation,
            file,
            function,
            place,
        ) = struct.unpack(self.LAYOUT, data)
        self.operation = text_at(operation)
        self.place = self._place(text_at(file), text_at(function), place)

    def _place(self, file, function, address):
        if file:
            text = os.path.basename(file) + (f":{self.line}" if self.line else "")
            return text + (f" in {demangled(function)}" if function else "")
        if not address:
            return ""
        found = gdb.find_pc_line(address - 1)
        if not found.symtab:
            return gdb.solib_name(address) or hex(address)
        return f"{os.path.basename(found.symtab.filename)}:{found.line}"


class State:
    """The execution, as lockstep_debug_state describes it."""

    LAYOUT = "<IIQQIIQQQ"

    def __init__(self):
        self.address = self.where()
        if not self.address:
            raise gdb.GdbError(
                "The program does not run; 'lockstep goto N' starts it."
            )
        process = gdb.selected_inferior()
        data = process.read_memory(self.address, struct.calcsize(self.LAYOUT))
        (
            self.version,
            size,
            self.stop_at,
            self.step,
            self.thread,
            count,
            threads,
            outcome,
            detail,
        ) = struct.unpack(self.LAYOUT, data)
        if self.version != 1 or size != struct.calcsize(Thread.LAYOUT):
            raise gdb.GdbError("The runtime library is of another version.")
        self.outcome = text_at(outcome)
        self.detail = text_at(detail)
        self.threads = []
        if threads:
            data = bytes(process.read_memory(threads, count * size))
            self.threads = [
                Thread(data[i * size : (i + 1) * size]) for i in range(count)
            ]

    @staticmethod
    def where():
        """The address of the state; 0 when there is no execution."""
        if not gdb.selected_inferior().pid:
            return 0
        try:
            return int(gdb.parse_and_eval("(unsigned long)&lockstep_debug_state"))
        except gdb.error:
            return 0

    def stop_next_at(self, step):
        gdb.selected_inferior().write_memory(
            self.address + 8, struct.pack("<Q", step)
        )


class Recorded:
    """The trace."""

    def __init__(self, given):
        self.__dict__.update(given)
        self.count = len(self.threads)
        self.last = self.count - 1
        values = set(self.values)
        self.points = [i for i in range(self.count) if i not in values]

    def thread_name(self, number):
        if number < len(self.thread_names):
            return self.thread_names[number]
        return f"T{number}"

    def describe(self, step):
        """What step it is: "lock A, at bank.cpp:8 in transfer"."""
        place = self.texts[self.places[step]]
        return self.texts[self.what[step]] + (f", at {place}" if place else "")

    def object_name(self, number):
        if number < len(self.object_names):
            return self.object_names[number]
        return ""

    def point(self, step):
        """The step at which the program stands when `step` is made: a value is
        chosen while the step before it is performed."""
        if not 0 <= step < self.count:
            raise gdb.GdbError(
                f"There is no step {step}: the trace has the steps 0 to "
                f"{self.last}."
            )
        return max((i for i in self.points if i <= step), default=step)

    def moved(self, step, by):
        """The step that is `by` steps of threads away from `step`."""
        index = sum(1 for i in self.points if i < step) + by
        if index < 0:
            raise gdb.GdbError(
                f"There are only {index - by} steps before this one."
            )
        if index >= len(self.points):
            raise gdb.GdbError(
                f"There are only {len(self.points) - 1 - index + by} steps "
                "after this one; 'continue' goes to the end."
            )
        return self.points[index]

    def objects_named(self, name):
        """The numbers of the objects that `name` or `#number` means."""
        number = name.lstrip("#")
        if number.isdigit() and int(number) < len(self.object_names):
            return {int(number)}
        found = {i for i, text in enumerate(self.object_names) if text == name}
        if found:
            return found
        near = difflib.get_close_matches(name, self.known_objects(), 3)
        raise gdb.GdbError(
            f"There is no object '{name}' in the trace."
            + (f" Did you mean {' or '.join(near)}?" if near else "")
        )

    def known_objects(self):
        return sorted({self.object_names[i] for i in self.objects if i >= 0})


