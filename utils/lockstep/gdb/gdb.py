# ===- gdb.py - Lockstep's commands for gdb ---------------------------------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===------------------------------------------------------------------------===#
#
# `lockstep replay --gdb` starts gdb with this script, and with the trace in a
# descriptor whose number is in the global `lockstep_descriptor`. The program is
# under the control of liblockstep_rt.so in it, which keeps the variable
# lockstep_debug_state (runtime/preload/Debugging.h) up to date.

import difflib
import json
import os
import re
import shlex
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


class Replay:
    """The program in gdb, and where it stands."""

    def __init__(self, recorded, environment):
        self.recorded = recorded
        self.event = None  # of the last stop; None while there is no process
        self.ours = False  # a command of ours lets the program run
        self.prepare(environment)
        self.at_step = self.at_end = None  # breakpoints in the runtime
        gdb.events.new_objfile.connect(self.loaded)
        gdb.events.stop.connect(self.stopped)
        gdb.events.exited.connect(self.exited)
        gdb.events.before_prompt.connect(self.before_prompt)

    @staticmethod
    def prepare(environment):
        # One thread runs at a time, all the others wait for it: what would keep
        # gdb from letting them go on is switched off.
        for setting in (
            "non-stop off",
            "startup-with-shell on",
            "disable-randomization on",
            "print thread-events off",
        ):
            gdb.execute(f"set {setting}")
        for name, value in environment.items():
            if name == "LD_PRELOAD":
                # For the program alone, not for the shell that starts it.
                gdb.execute(f"set exec-wrapper env {shlex.quote(f'{name}={value}')}")
            elif value is None:
                gdb.execute(f"unset environment {name}")
            else:
                gdb.execute(f"set environment {name}={value}", to_string=True)

    def loaded(self, event):
        if self.at_step or os.path.basename(event.new_objfile.filename) != RUNTIME:
            return
        self.at_step = gdb.Breakpoint("lockstep_debug_step", internal=True)
        self.at_end = gdb.Breakpoint("lockstep_debug_end", internal=True)

    def stopped(self, event):
        self.event = event
        self.hit = [b.number for b in getattr(event, "breakpoints", [])]
        self.new = True

    def exited(self, event):
        self.event = None
        code = getattr(event, "exit_code", None)
        self.exit = "" if code is None else f" with exit status {code}"

    def before_prompt(self):
        """After a command of gdb's own: where it led to."""
        if self.event and self.new:
            self.show(self.is_at_ours())

    def is_at(self, breakpoint):
        """Whether the last stop was at a breakpoint of ours."""
        return bool(self.event and breakpoint and breakpoint.number in self.hit)

    def is_at_ours(self):
        return self.is_at(self.at_step) or self.is_at(self.at_end)

    # Running.

    def run(self, command):
        """Lets the program go on, and says where it stopped."""
        self.event = None
        gdb.execute("set suppress-cli-notifications on")
        try:
            gdb.execute(command, to_string=True)
        finally:
            gdb.execute("set suppress-cli-notifications off")
        if not self.event:
            return False
        for number in self.hit:
            if number > 0:
                gdb.write(f"Breakpoint {number}.\n")
        self.show(True)
        return True

    def restart(self, step):
        """Runs from the beginning up to `step`, past the user's breakpoints."""
        silenced = [b for b in gdb.breakpoints() if b.enabled and b.number > 0]
        for b in silenced:
            b.enabled = False
        try:
            gdb.execute(f"set environment LOCKSTEP_TASK=debug:at={step}")
            return self.run("run")
        finally:
            for b in silenced:
                if b.is_valid():
                    b.enabled = True

    def begin(self, step):
        """The first run: up to `step`, or to where the execution fails."""
        # What was ended from outside, or did not end, failed after its last step.
        if step is None and self.recorded.outcome in ("time-limit", "blocked-outside"):
            step = self.recorded.last
        if step is not None:
            return self.goto(step)
        if self.restart(NEVER):
            return
        gdb.write(
            f"The program has ended{self.exit}, and gdb cannot stop it there. This is "
            "its last step:\n"
        )
        self.goto(self.recorded.last)

    def goto(self, step):
        step = self.recorded.point(step)
        standing = State() if State.where() and self.event else None
        if standing and step == standing.step and self.is_at(self.at_step):
            return self.show(True)
        if standing and step > standing.step and not standing.outcome:
            standing.stop_next_at(step)
            reached = self.run("continue")
        else:
            reached = self.restart(step)
        if not reached:
            raise gdb.GdbError(
                f"The program ended{self.exit} before step {step}."
            )

    def move(self, by):
        """Goes `by` steps forward, or back when that is negative."""
        standing = State()
        # Within a step, or after it: the first one back is its beginning.
        inside = not self.is_at(self.at_step)
        by += 1 if inside and by < 0 else 0
        self.goto(self.recorded.moved(standing.step, by))

    def until(self, name):
        wanted = self.recorded.objects_named(name)
        step = State().step
        for later in range(step + 1, self.recorded.count):
            if self.recorded.objects[later] in wanted:
                return self.goto(later)
        raise gdb.GdbError(f"No operation on '{name}' comes after step {step}.")

    def perform(self):
        """Goes on until the step is done and its thread is back in the program."""
        State()
        frame = self.program_frame()
        if not self.is_at(self.at_step) or not frame:
            raise gdb.GdbError("The program does not stand before an operation.")
        back = gdb.Breakpoint(f"*{frame.pc()}", internal=True, temporary=True)
        back.thread = gdb.selected_thread().num
        if not self.run("continue"):
            raise gdb.GdbError(f"The program ended{self.exit}.")

    # Showing.

    def show(self, select):
        self.new = False
        gdb.write(self.where() + "\n")
        # A thread that starts or ends has no frame in the program.
        if select or not self.in_program(gdb.selected_frame()):
            select = self.select_frame()
        if select is not None:
            gdb.execute("frame")

    def in_program(self, frame):
        """Whether a frame is code of the program's own, and not of a library
        whose code merely got there by inlining."""
        library = gdb.solib_name(frame.pc())
        if library and os.path.realpath(library) not in self.recorded.modules:
            return False
        source = frame.find_sal().symtab
        return not source or not os.path.realpath(source.fullname()).startswith(
            "/usr/"
        )

    def program_frame(self):
        """The newest frame in the program, with a source when there is one; None
        where a thread is about to start or has no more to do."""
        frame, without_source = gdb.newest_frame(), None
        while frame:
            if self.in_program(frame) and frame.name() != "_start":
                if frame.find_sal().symtab:
                    return frame
                without_source = without_source or frame
            frame = frame.older()
        return without_source

    def select_frame(self):
        frame = self.program_frame()
        if frame:
            frame.select()
        return frame

    def place(self, thread):
        """Where a thread is in the program."""
        real = self.gdb_thread(thread)
        if not real:
            return ""
        before, frame = gdb.selected_thread(), gdb.selected_frame()
        real.switch()
        found = self.program_frame()
        place = frame_place(found) if found else ""
        before.switch()
        frame.select()
        return place or thread.place

    def where(self):
        state = State()
        recorded = self.recorded
        if not state.threads:
            return "The execution has not begun."
        thread = recorded.thread_name(state.thread)
        if state.step > recorded.last:
            return f"After the trace's last step, {recorded.last}. {thread} runs."
        step = f"Step {state.step} of {recorded.last}"
        what = recorded.texts[recorded.what[state.step]]
        if state.outcome == "divergence":
            return self.divergence(state)
        if self.is_at(self.at_step):
            left = recorded.last - state.step
            end = f"{left} more, then: {recorded.outcome}."
            place = self.place(state.threads[state.thread])
            what += f", at {place}" if place else ""
            return f"{step}. {thread} is about to: {what}. {end}"
        done = f"{step} is done. {thread} did: {what}."
        if isinstance(self.event, gdb.SignalEvent):
            return f"{done} Then: {self.event.stop_signal}."
        if state.outcome:
            detail = f" ({state.detail})" if state.detail else ""
            return f"{done} Then: {state.outcome}{detail}."
        return done

    def divergence(self, state):
        step = state.step + 1
        if step > self.recorded.last:
            return f"Step {state.step} is done; the trace ends here."
        thread = state.threads[self.recorded.threads[step]]
        return (
            f"Step {step} differs: in the trace "
            f"{self.recorded.thread_name(thread.number)} does: "
            f"{self.recorded.describe(step)}; now: {self.pending(thread)}, at "
            f"{self.place(thread)}."
        )

    def pending(self, thread):
        names = [thread.operation]
        if thread.operation in ("thread starts", "thread exits"):
            return thread.operation
        for number in (thread.object, thread.second):
            if number != NOTHING:
                names.append(self.recorded.object_name(number))
        return " ".join(filter(None, names)) or "-"

    def gdb_thread(self, thread):
        for candidate in gdb.selected_inferior().threads():
            if candidate.ptid[1] == (thread.kernel_id or candidate.ptid[0]):
                return candidate
        return None

    def threads(self):
        state = State()
        rows = [("", "thread", "gdb", "state", "operation", "place")]
        for thread in state.threads:
            real = self.gdb_thread(thread)
            rows.append(
                (
                    "*" if thread.number == state.thread else "",
                    self.recorded.thread_name(thread.number),
                    str(real.num) if real else "-",
                    STATES[thread.state],
                    self.pending(thread),
                    self.place(thread),
                )
            )
        widths = [max(map(len, column)) for column in zip(*rows)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths))
            gdb.write("  ".join(cells).rstrip() + "\n")

    def select_thread(self, name):
        number = name.lstrip("T")
        threads = State().threads
        if not number.isdigit() or int(number) >= len(threads):
            raise gdb.GdbError(
                f"There is no thread '{name}' at this step; 'lockstep threads' "
                "lists them."
            )
        real = self.gdb_thread(threads[int(number)])
        if not real:
            raise gdb.GdbError(f"T{number} has finished.")
        real.switch()
        if self.select_frame():
            gdb.execute("frame")


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
