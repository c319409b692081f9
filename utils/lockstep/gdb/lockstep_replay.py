# ===- lockstep_replay.py - Takes the program to a step --------------------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===------------------------------------------------------------------------===#

import os
import shlex

import gdb
from lockstep_schedule import (
    NEVER,
    NOTHING,
    RUNTIME,
    STATES,
    State,
    frame_place,
)


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
