# ===- __main__.py - How soon each strategy finds each bug -----------------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------===#
"""Runs strategies on the programs of a directory and says how many schedules
each needs to find each program's bug. Writes Markdown to standard output, and
with -o to FILE and, as JSON, to a file of the same name that ends with .json.
The directory has a manifest, bugs.toml; docs/benchmarks.md describes it. What
fails on the way, a program that cannot be built or a campaign that comes to no
end, is said and left out; the exit status is then 1."""

import argparse
import concurrent.futures
import json
import os
import pathlib
import platform
import queue
import shlex
import sys
import tempfile

import figures
import manifest
import table
import trial

CHECKOUT = pathlib.Path(__file__).resolve().parents[3]
STRATEGIES = "random,pct,pos"


def parse(arguments):
    parser = argparse.ArgumentParser(prog="bench bugs", description=__doc__)
    add = parser.add_argument
    add("directory", nargs="?", default=CHECKOUT / "test/bugs", type=pathlib.Path)
    add("--strategies", default=STRATEGIES, help=f"default: {STRATEGIES}")
    add("--programs", default="*", help="names or patterns, by comma; default: all")
    add("--trials", type=int, default=20, help="campaigns for each; default: 20")
    add("--schedules", type=int, default=0, help="per trial; default: the manifest's, or 10000")
    add("--time", type=float, default=300, help="seconds per trial, 0: no limit; default: 300")
    add("--jobs", type=int, default=1, help="trials side by side, each on a core; default: 1")
    add("--seed", type=int, default=0, help="the base of all seeds; default: 0")
    add("--tools", type=pathlib.Path, help="folder of lockstep and lockstep-clang")
    add("-o", dest="output", type=pathlib.Path, metavar="FILE")
    options = parser.parse_args(arguments)
    for name in ("trials", "jobs"):
        if getattr(options, name) < 1:
            parser.error(f"--{name} must be at least 1")
    for name in ("schedules", "time", "seed"):
        if getattr(options, name) < 0:
            parser.error(f"--{name} must not be negative")
    if options.output and options.output.suffix == ".json":
        parser.error("-o names the Markdown file; the JSON file goes beside it")
    build = pathlib.Path(os.environ.get("BUILD", CHECKOUT / "build"))
    options.tools = (options.tools or build / "bin").resolve()
    options.strategies = list(dict.fromkeys(options.strategies.split(",")))
    return options


def machine():
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
        models = [l.split(":")[1].strip() for l in text.splitlines() if l.startswith("model name")]
    except OSError:
        models = []
    model = models[0] if models else platform.machine()
    return f"{model}, {os.cpu_count()} cores, Linux {platform.release()}"


class Bench:
    def __init__(self, options):
        self.options = options
        outcomes = trial.read_outcomes(CHECKOUT)
        proper = [slug for slug, is_proper in outcomes.values() if is_proper]
        chosen = manifest.select(
            manifest.read(options.directory, proper), options.programs.split(",")
        )
        self.programs = [program for program in chosen if not program.excluded]
        self.excluded = {p.name: p.excluded for p in chosen if p.excluded}
        self.runner = trial.Runner(
            options.tools, outcomes, options.schedules, options.time
        )
        self.failed = {}
        self.failures = 0
        self.results = {}
        self.finished = []
        self.text = ""

    def pool(self):
        """Threads that run one trial at a time, each on a core of its own as far
        as there are enough: forking is twice as fast on one core."""
        cores = queue.SimpleQueue()
        available = sorted(os.sched_getaffinity(0))
        for job in range(self.options.jobs):
            cores.put(available[-1 - job % len(available)])
        return concurrent.futures.ThreadPoolExecutor(
            self.options.jobs, initializer=lambda: os.sched_setaffinity(0, {cores.get()})
        )

    def run(self):
        with tempfile.TemporaryDirectory(prefix="lockstep-bench-") as folder:
            with self.pool() as pool:
                try:
                    self.run_in(pool, folder)
                except BaseException:
                    pool.shutdown(wait=False, cancel_futures=True)
                    self.runner.stop()
                    raise

    def run_in(self, pool, folder):
        built = [
            (p, pool.submit(trial.build, p, self.options.tools, folder)) for p in self.programs
        ]
        cells = []
        for program, future in built:
            try:
                binary = future.result()
            except trial.Failed as error:
                self.failed[program.name] = str(error)
                self.say_failed(str(error))
                continue
            for strategy in self.options.strategies:
                futures = [
                    pool.submit(
                        self.runner.run,
                        program,
                        binary,
                        strategy,
                        trial.seed_of(self.options.seed, program.name, strategy, number),
                    )
                    for number in range(self.options.trials)
                ]
                cells.append((program, strategy, futures))
        for program, strategy, futures in cells:
            trials = [future.result() for future in futures]
            result = {"figures": figures.summarize(trials), "trials": trials}
            self.results[program.name, strategy] = result
            for message in [t["failed"] for t in trials if "failed" in t]:
                self.say_failed(message)
            said = table.short(result["figures"])
            print(f"{program.name} {strategy}: {said}", file=sys.stderr, flush=True)
            if strategy == self.options.strategies[-1]:
                self.finished.append(program)
                self.write()

    def say_failed(self, message):
        """One program fails, the others are measured nevertheless."""
        self.failures += 1
        print(f"bench bugs: error: {message}", file=sys.stderr, flush=True)

    def write(self):
        """Writes what is known so far: a measurement may take hours."""
        report = self.report()
        self.text = table.markdown(report)
        output = self.options.output
        if output:
            output.write_text(self.text + "\n", encoding="utf-8")
            data = json.dumps(report, indent=1, ensure_ascii=False) + "\n"
            output.with_suffix(".json").write_text(data, encoding="utf-8")

    def report(self):
        """Everything that was measured, ready to be written as JSON."""
        options = self.options
        names = [program.name for program in self.finished]
        cells = {key: result["figures"] for key, result in self.results.items()}
        return {
            "machine": machine(),
            "command": shlex.join(["utils/dev/bench", "bugs", *sys.argv[1:]]),
            "settings": {
                "strategies": options.strategies,
                "trials": options.trials,
                "schedules": options.schedules or 10000,
                "seconds": options.time,
                "jobs": options.jobs,
                "seed": options.seed,
            },
            "comparison": figures.compare(cells, names, options.strategies),
            "programs": [
                {
                    "name": program.name,
                    "shape": program.shape,
                    "depth": program.depth,
                    "published": program.published,
                    "strategies": {
                        name: self.results[program.name, name]
                        for name in options.strategies
                    },
                }
                for program in self.finished
            ],
            "failed": self.failed,
            "excluded": self.excluded,
        }


def main():
    options = parse(sys.argv[1:])
    try:
        bench = Bench(options)
        if not bench.programs:
            raise manifest.BadInput("every program that was named is excluded")
        bench.run()
    except manifest.BadInput as error:
        sys.exit(f"bench bugs: error: {error}")
    except KeyboardInterrupt:
        sys.exit(f"bench bugs: interrupted after {len(bench.finished)} programs")
    if bench.text:
        print(bench.text)
    if bench.failures:
        sys.exit("bench bugs: error: not everything was measured, see above")


if __name__ == "__main__":
    main()
