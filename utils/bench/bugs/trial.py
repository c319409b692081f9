# ===- trial.py - Building a program and running one campaign --------------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------===#
"""A trial is one campaign: one program, one strategy, one seed."""

import hashlib
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile


# Beyond the trial's own limit, for start, report and end.
GRACE_SECONDS = 120


class Failed(Exception):
    """A program cannot be measured; others can."""


def failed(seed, message):
    """The result of a trial that came to no end."""
    return {
        "seed": seed,
        "found": False,
        "finding": None,
        "schedules": 0,
        "unknown": 0,
        "nanoseconds": 0,
        "failed": message,
    }


def read_outcomes(checkout):
    """The findings by exit status, as runtime/event/findings.def has them: name
    and whether it is a finding proper (not: unknown, or a replay's)."""
    text = (checkout / "runtime/event/findings.def").read_text(encoding="utf-8")
    lines = re.findall(r'^LOCKSTEP_OUTCOME\(\w+, "([\w-]+)", (\d+)\)', text, re.M)
    unknown = ("step-limit", "time-limit", "blocked-outside", "divergence")
    return {int(code): (slug, slug not in unknown) for slug, code in lines if code != "0"}


def seed_of(base, program, strategy, trial):
    """Trials are independent of each other: across programs and strategies
    too."""
    text = f"{base}/{program}/{strategy}/{trial}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big")


def clean_environment():
    return {n: v for n, v in os.environ.items() if not n.startswith("LOCKSTEP_")}


def build(program, tools, folder):
    """Compiles program into folder and returns its path; raises Failed."""
    sources = [program.folder / source for source in program.sources]
    plain_c = all(source.suffix == ".c" for source in sources)
    output = pathlib.Path(folder) / program.name.replace("/", "_")
    here = str(program.folder)
    command = [
        str(tools / ("lockstep-clang" if plain_c else "lockstep-clang++")),
        *map(str, sources),
        *(flag.replace("{here}", here) for flag in program.flags),
        "-o",
        str(output),
    ]
    done = subprocess.run(
        command, env=clean_environment(), capture_output=True, text=True
    )
    if done.returncode:
        raise Failed(
            f"program {program.name} cannot be built: {' '.join(command)}\n{done.stderr}"
        )
    return output


def end(process):
    """Ends a process that leads a group, with all of that group."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class Runner:
    """Runs trials; several at once when called by several threads."""

    def __init__(self, tools, outcomes, schedules, seconds):
        self.tools = tools
        self.outcomes = outcomes
        self.schedules = schedules
        self.seconds = seconds
        self.running = set()

    def stop(self):
        """Ends all trials that run. Afterwards no result can be relied on."""
        for process in list(self.running):
            end(process)

    def command(self, program, binary, strategy, seed, folder):
        options = f"summary_json='{folder}/summary':trace_dir='{folder}/traces'"
        options += ":output=none:symbolize=0:color=never:progress=never"
        if program.options:
            options = program.options + ":" + options
        schedules = self.schedules or program.schedules or 10000
        command = [self.tools / "lockstep", "run", "--jobs=1"]
        command += [f"--iterations={schedules}", f"--strategy={strategy}"]
        command += [f"--seed={seed}", f"--options={options}"]
        if self.seconds:
            command.append(f"--time={self.seconds}")
        here = str(program.folder)
        arguments = [a.replace("{here}", here) for a in program.arguments]
        return [*map(str, command), "--", str(binary), *arguments]

    def run(self, program, binary, strategy, seed):
        with tempfile.TemporaryDirectory(prefix="lockstep-trial-") as folder:
            command = self.command(program, binary, strategy, seed, folder)
            said = self.carry_out(program, command, folder)
            try:
                summary = json.loads((pathlib.Path(folder) / "summary").read_text())
            except (OSError, ValueError):
                tail = "\n".join(said.splitlines()[-20:])
                return failed(
                    seed,
                    f"program {program.name}, strategy {strategy}, seed {seed}: "
                    f"the campaign left no summary\n{' '.join(command)}\n{tail}",
                )
        return self.judge(program, seed, summary)

    def carry_out(self, program, command, folder):
        """What the command said. It is ended when it takes far too long."""
        stdin = program.folder / program.stdin if program.stdin else os.devnull
        limit = self.seconds + GRACE_SECONDS if self.seconds else None
        with open(stdin, "rb") as given:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env={**clean_environment(), **program.environment},
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                start_new_session=True,
            )
        self.running.add(process)
        try:
            return process.communicate(timeout=limit)[1]
        except subprocess.TimeoutExpired:
            return f"it was ended after {limit} s"
        finally:
            self.running.discard(process)
            end(process)

    def judge(self, program, seed, summary):
        """One trial's result. `schedules` counts the one that found it."""
        slug, proper = self.outcomes.get(summary["exit_status"], (None, False))
        first = summary["first_finding"] if proper else None
        return {
            "seed": seed,
            "found": bool(first) and (not program.findings or slug in program.findings),
            "finding": slug if proper else None,
            "schedules": first["execution"] if first else summary["executions"],
            "unknown": summary["unknown"],
            "nanoseconds": first["nanoseconds"] if first else summary["nanoseconds"],
        }
