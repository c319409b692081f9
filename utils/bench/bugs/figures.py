# ===- figures.py - What many trials say together --------------------------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------===#
"""Statistics over trials. Nothing here depends on when or where it runs."""

import math
import random
import statistics

RESAMPLES = 10000


def confidence(values):
    """The 95 % confidence interval of the mean: percentile bootstrap (Efron,
    "Bootstrap Methods: Another Look at the Jackknife", Annals of Statistics
    7(1), 1979), which assumes no distribution; numbers of schedules are far
    from normal. The same values give the same interval."""
    if len(values) < 2:
        return None
    draw = random.Random(len(values))
    means = sorted(
        statistics.fmean(draw.choices(values, k=len(values)))
        for _ in range(RESAMPLES)
    )
    return means[int(RESAMPLES * 0.025)], means[int(RESAMPLES * 0.975)]


def geometric_mean(values):
    return math.exp(statistics.fmean(map(math.log, values))) if values else None


def summarize(trials):
    """The figures of one strategy on one program. Those about schedules are
    over the trials that found the bug."""
    found = [trial["schedules"] for trial in trials if trial["found"]]
    others = {}
    for trial in trials:
        if trial["finding"] and not trial["found"]:
            others[trial["finding"]] = others.get(trial["finding"], 0) + 1
    seconds = sum(trial["nanoseconds"] for trial in trials) / 1e9
    schedules = sum(trial["schedules"] for trial in trials)
    return {
        "trials": len(trials),
        "found": len(found),
        "mean": statistics.fmean(found) if found else None,
        "deviation": statistics.stdev(found) if len(found) > 1 else None,
        "median": statistics.median(found) if found else None,
        "confidence": confidence(found),
        "other_findings": others,
        "failed": sum("failed" in trial for trial in trials),
        "unknown": sum(trial["unknown"] for trial in trials),
        "schedules_per_second": schedules / seconds if seconds else None,
    }


def always(figures):
    """Was the bug found in every trial?"""
    return figures["found"] == figures["trials"]


def compare(cells, programs, strategies):
    """By strategy: on how many programs it succeeds, and the geometric mean of
    its mean schedules, over what it always finds and over what all strategies
    always find. `cells` maps (program, strategy) to figures."""
    common = [p for p in programs if all(always(cells[p, s]) for s in strategies)]
    rows = {}
    for strategy in strategies:
        mine = {p: cells[p, strategy] for p in programs}
        solved = [p for p in programs if always(mine[p])]
        rates = [m["schedules_per_second"] for m in mine.values()]
        rows[strategy] = {
            "programs": len(programs),
            "always": len(solved),
            "sometimes": sum(m["found"] > 0 for m in mine.values()),
            "common": len(common),
            "mean_common": geometric_mean([mine[p]["mean"] for p in common]),
            "mean_always": geometric_mean([mine[p]["mean"] for p in solved]),
            "schedules_per_second": geometric_mean([r for r in rates if r]),
        }
    return rows
