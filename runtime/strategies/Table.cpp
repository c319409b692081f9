//===- Table.cpp - The table of strategies --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/Strategies.h"

#include "base/Environment.h"
#include "strategies/Algorithms.h"

#include <algorithm>

using namespace lockstep;

namespace {
constexpr StrategyParameter PctParameters[] = {
    {"depth", 3, 1, 64,
     "how many constraints of the form \"this step before that one\" the bug "
     "needs"},
};

constexpr StrategyParameter FairPctParameters[] = {
    PctParameters[0],
    {"yields", 8, 1, 1000000,
     "how often a thread gives way until the rest is a random walk"},
};
constexpr StrategyParameter IdPctParameters[] = {
    {"deepest", 6, 2, 16, "the depths are 2 to this, the shallow ones oftener"},
};
constexpr StrategyParameter StickyParameters[] = {
    {"stay", 80, 0, 100,
     "how probable it is, in percent, that the thread goes on that went last"},
};
constexpr StrategyParameter DelayParameters[] = {
    {"bound", 2, 1, 64, "the most delays of an execution"},
};
constexpr StrategyParameter PreemptionParameters[] = {
    {"bound", 2, 0, 64, "the most preemptions of an execution"},
};

constexpr StrategyParameter RffParameters[] = {
    {"feedback", 1, 0, 2,
     "whether schedules that showed something new are kept and changed; 2: "
     "with the power schedule, as published"},
    {"focus", 0, 0, 1,
     "whether pairs that never happened are tried more than others"},
};

constexpr StrategyInfo Table[] = {
    {"auto",
     "a portfolio of those that complement each other, in fixed shares",
     "docs/strategies.md has the rule and the measurement behind it",
     {},
     makeAuto},
    {"random",
     "any enabled thread, at every choice",
     "Thomson, Donaldson, Betts: Concurrency Testing Using Controlled "
     "Schedulers, TOPC 2016",
     {},
     makeRandomWalk},
    {"pct",
     "random priorities and a few changes of them; a proven chance to hit bugs "
     "of small depth",
     "Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized Scheduler with "
     "Probabilistic Guarantees of Finding Bugs, ASPLOS 2010",
     PctParameters, makePct},
    {"fair-pct",
     "pct for half an execution, then a random walk, which nothing starves "
     "under",
     "Musuvathi, Qadeer: Fair Stateless Model Checking, PLDI 2008; Deligiannis "
     "et al.: Industrial-Strength Controlled Concurrency Testing for C# "
     "Programs with Coyote, TACAS 2023",
     FairPctParameters, makeFairPct},
    {"idpct", "pct whose depth changes from execution to execution",
     "Korf: Depth-First Iterative-Deepening, Artificial Intelligence 1985; and "
     "that of pct",
     IdPctParameters, makeIdPct},
    {"pos",
     "random priorities of operations, drawn anew where order matters",
     "Yuan, Yang, Gu: Partial Order Aware Concurrency Sampling, CAV 2018",
     {},
     makePos},
    {"urw",
     "a random walk under which all interleavings are equally likely",
     "Zhao, Wolff, Mathur, Roychoudhury: Selectively Uniform Concurrency "
     "Testing, ASPLOS 2025",
     {},
     makeUrw},
    {"surw",
     "the same for the operations on one object, chosen anew for each "
     "execution",
     "Zhao, Wolff, Mathur, Roychoudhury: Selectively Uniform Concurrency "
     "Testing, ASPLOS 2025",
     {},
     makeSurw},
    {"rff",
     "fuzzes which read reads from which write, and keeps what showed "
     "something new",
     "Wolff, Shi, Duck, Mathur, Roychoudhury: Greybox Fuzzing for Concurrency "
     "Testing, ASPLOS 2024",
     RffParameters, makeRff},
    {"hold",
     "holds every thread that comes to one site until no other can go on; a "
     "different site each time",
     "our own; Ozkan, Majumdar, Oraee: Trace Aware Random Testing for "
     "Distributed Systems, OOPSLA 2019, and that of urw",
     {},
     makeHold},
    {"revisit",
     "goes back to a state that was seldom seen, and on from there as pos "
     "would",
     "our own; Ecoffet, Huizinga, Lehman, Stanley, Clune: First Return, Then "
     "Explore, Nature 590, 2021, and that of pos",
     {},
     makeRevisit},
    {"ql",
     "learns which threads lead to where it has been less",
     "Mukherjee, Deligiannis, Biswas, Lal: Learning-Based Controlled "
     "Concurrency Testing, OOPSLA 2020",
     {},
     makeQl},
    {"sticky-random",
     "a random walk that seldom leaves a thread which could go on",
     "Deligiannis et al.: Industrial-Strength Controlled Concurrency Testing "
     "for C# Programs with Coyote, TACAS 2023",
     StickyParameters, makeStickyRandom},
    {"delay", "a fixed order of threads, with a few delays at random places",
     "Emmi, Qadeer, Rakamaric: Delay-Bounded Scheduling, POPL 2011",
     DelayParameters, makeDelay},
    {"preemption", "few preemptions, at random places; other switches are free",
     "Musuvathi, Qadeer: Iterative Context Bounding for Systematic Testing of "
     "Multithreaded Programs, PLDI 2007",
     PreemptionParameters, makePreemption},
    {"round-robin",
     "threads take turns; the length of a turn changes from execution to "
     "execution",
     "Thomson, Donaldson, Betts: Concurrency Testing Using Controlled "
     "Schedulers, TOPC 2016",
     {},
     makeRoundRobin},
    {ReplayStrategy,
     "the schedule of the trace that LOCKSTEP_TRACE names",
     "LeBlanc, Mellor-Crummey: Debugging Parallel Programs with Instant "
     "Replay, IEEE Transactions on Computers 1987",
     {},
     nullptr},
};
} // namespace

std::span<const StrategyInfo> lockstep::strategyTable() { return Table; }

std::string lockstep::rangeText(const StrategyParameter &P) {
  return std::to_string(P.Min) + " to " + std::to_string(P.Max);
}

std::string lockstep::strategyNames() {
  std::string Names;
  for (const StrategyInfo &Info : Table)
    Names += (Names.empty() ? "" : ", ") + std::string(Info.Name);
  return Names;
}

std::string lockstep::strategiesText() {
  std::string Text;
  for (const StrategyInfo &Info : Table) {
    Text += std::string(Info.Name) +
            (Info.Name == DefaultStrategy ? " (the default)\n" : "\n") + "  " +
            std::string(Info.Summary) + "\n  " + std::string(Info.Paper) + "\n";
    for (const StrategyParameter &P : Info.Parameters)
      Text += "  " + std::string(P.Name) + "=" + std::to_string(P.Default) +
              "  " + std::string(P.Help) + " (" + rangeText(P) + ")\n";
  }
  return Text + "./libmine.so:key=value\n"
                "  a strategy of your own, in a shared library "
                "(lockstep/strategy.h, docs/strategy-plugins.md)\n";
}

std::string lockstep::strategiesHelp() {
  size_t Width = 0;
  for (const StrategyInfo &Info : Table)
    Width = std::max(Width, Info.Name.size());
  std::string Text;
  for (const StrategyInfo &Info : Table)
    Text += "  " + std::string(Info.Name) +
            std::string(Width - Info.Name.size() + 2, ' ') +
            std::string(Info.Summary) + "\n";
  return Text;
}
