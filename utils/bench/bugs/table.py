# ===- table.py - Figures as Markdown ---------------------------------------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------===#
"""The tables of docs/benchmarks.md."""


def number(value):
    """About three digits."""
    if value is None:
        return "–"
    digits = 2 if value < 10 else 1 if value < 100 else 0
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if digits else text


def share(figures):
    return f"{figures['found']}/{figures['trials']}"


def short(figures):
    """Mean and deviation, and the trials that found it when not all did."""
    if not figures["found"]:
        text = f"**{share(figures)}**"
    else:
        text = number(figures["mean"])
        if figures["deviation"] is not None:
            text += f"±{number(figures['deviation'])}"
        if figures["found"] < figures["trials"]:
            text += f" **({share(figures)})**"
    others = ", ".join(f"{n} {kind}" for kind, n in figures["other_findings"].items())
    text += f", other: {others}" if others else ""
    return text + (f", failed: {figures['failed']}" if figures["failed"] else "")


def rows(title, header, lines):
    text = [f"### {title}", "", "| " + " | ".join(header) + " |"]
    text.append("|" + " --- |" * len(header))
    text += ["| " + " | ".join(map(str, line)) + " |" for line in lines]
    return "\n".join([*text, ""])


def strategies_table(report):
    common = next(iter(report["comparison"].values()))["common"]
    header = ["strategy", "found in every trial", "found at all"]
    header += [f"geometric mean, the {common} that all always find"]
    header += ["geometric mean, all that it always finds", "schedules/s"]
    return rows(
        "By strategy",
        header,
        [
            [
                f"`{name}`",
                f"{row['always']} of {row['programs']}",
                f"{row['sometimes']} of {row['programs']}",
                number(row["mean_common"]),
                number(row["mean_always"]),
                number(row["schedules_per_second"]),
            ]
            for name, row in report["comparison"].items()
        ],
    )


def programs_table(report):
    names = list(dict.fromkeys(n for p in report["programs"] for n in p["published"]))
    strategies = report["settings"]["strategies"]
    lines = []
    for program in report["programs"]:
        line = [program["name"]]
        line += [short(program["strategies"][name]["figures"]) for name in strategies]
        lines.append(line + [program["published"].get(name, "–") for name in names])
    header = ["program", *(f"`{name}`" for name in strategies), *names]
    return rows("Schedules to the first bug, mean and standard deviation", header, lines)


def details_table(report):
    lines = []
    for program in report["programs"]:
        for name, result in program["strategies"].items():
            figures = result["figures"]
            interval = " to ".join(map(number, figures["confidence"] or [None]))
            line = [program["name"], program["depth"] or "–", f"`{name}`", share(figures)]
            line += [number(figures["mean"]), number(figures["median"])]
            lines.append([*line, interval, number(figures["schedules_per_second"])])
    header = ["program", "depth", "strategy", "found", "mean", "median"]
    header += ["95 % of the mean", "schedules/s"]
    return rows("Details", header, lines)


def markdown(report):
    settings = report["settings"]
    text = [
        f"- machine: {report['machine']}",
        f"- command: `{report['command']}`",
        f"- {settings['trials']} trials with seeds of base {settings['seed']}, "
        f"{settings['jobs']} side by side; per trial up to "
        f"{settings['schedules']:,} schedules"
        + (f" and {settings['seconds']:g} s" if settings["seconds"] else ""),
        "",
        strategies_table(report),
        programs_table(report),
        details_table(report),
    ]
    if report["failed"]:
        lines = [[name, message.splitlines()[0]] for name, message in report["failed"].items()]
        text.append(rows("Not measured", ["program", "because"], lines))
    if report["excluded"]:
        lines = [[name, reason] for name, reason in report["excluded"].items()]
        text.append(rows("Left out", ["program", "because"], lines))
    return "\n".join(text)
