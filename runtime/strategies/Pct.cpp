//===- Pct.cpp - The strategy pct: probabilistic concurrency testing ------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte, "A Randomized
// Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010.
//
// Every thread has a priority, drawn at its birth; the highest enabled one
// runs. At d - 1 change points the thread that would run next gets a low
// priority: the i-th drawn point gives the i-th of d - 1 priorities that are
// reserved below all drawn ones. The points are drawn in an order and not
// sorted: which of two demoted threads ends up lower does not depend on which
// was demoted first.
//
// In a program of n threads and at most k choices (decisions with more than one
// enabled thread), a bug of depth d is hit in each execution with probability
// at least
//
//   1 / (n k (k + 1) ... (k + d - 2)).
//
// For d up to 3 that is never less than the paper's 1 / (n s^(d-1)), where s
// counts all steps: the last step of an execution is no choice, so s > k.
//
// Deviations from the paper:
// - Only choices count as steps. The paper lowers a thread right after one of
//   its steps, even when it is alone or not the highest; here that waits for
//   the first choice at which the thread would be picked, which gives the same
//   schedule. Several such demotions may then be due at one choice, and must be
//   possible in either order. Hence the change points are drawn one after
//   another into the sequence of the k choices and the points drawn before,
//   each gap before a choice or point with the same probability; points in one
//   gap between choices act one after another.
// - n need not be known: priorities are 63 random bits, which order any number
//   of threads uniformly, whenever they are born. Of equal ones (2^-63) the
//   lower thread number wins.
// - k is measured: Knowledge::MaxChoices, the most choices in any execution
//   known at the start. While it is 0 there are no change points. An execution
//   with more choices than that goes on without further change points; it
//   raises MaxChoices, and so the bound holds, with the larger k, from then on.
// - A thread that gave way goes below all others for good, the reserved
//   priorities included, so that a thread that spins cannot starve the one it
//   waits for. A change point never raises such a thread.
//
// Numbers drawn: at begin(), one for the main thread's priority (next()), then,
// when k > 0, one for each change point (below(k + points so far)); at each
// birth, one for the priority. pick() draws nothing.
//
//===----------------------------------------------------------------------===//

#include "strategies/Pct.h"

#include "strategies/Algorithms.h"
#include "strategies/Turns.h"

using namespace lockstep;

namespace {
// Three ranges of priorities, from high to low: drawn at birth (bit 63 set);
// reserved for change points (Reserved + 1 … Reserved + d - 1); given to those
// that gave way (Reserved - 1 and down, the latest lowest).
constexpr uint64_t Drawn = uint64_t(1) << 63;
constexpr uint64_t Reserved = uint64_t(1) << 62;
} // namespace

void Pct::begin(const ExecutionStart &Start, uint64_t Depth,
                uint64_t MaxChoices) {
  Numbers = Random(Start.Seed);
  Choices = 0;
  LowestGiven = Reserved;
  Priorities.clear();
  threadCreated(MainThread, ThreadId());
  Points.draw(Numbers, MaxChoices, Depth - 1);
}

void Pct::threadCreated(ThreadId Child, ThreadId) {
  if (Child.index() >= Priorities.size())
    Priorities.resize(Child.index() + 1);
  Priorities[Child.index()] = Drawn | (Numbers.next() >> 1);
}

ThreadId Pct::pick(const SchedulerView &View) {
  if (View.Enabled.size() == 1)
    return View.Enabled[0];
  ++Choices;
  while (Points.isDue(Choices)) [[unlikely]]
    lower(highestOf(View.Enabled, Priorities.data()), Points.take());
  return highestOf(View.Enabled, Priorities.data());
}

void Pct::gaveWay(ThreadId Thread) {
  Priorities[Thread.index()] = --LowestGiven;
}

/// A change point, the one that was drawn as number \p PointDrawn.
void Pct::lower(ThreadId Highest, uint32_t PointDrawn) {
  if (Priorities[Highest.index()] > Reserved)
    Priorities[Highest.index()] = Reserved + 1 + PointDrawn;
  else
    gaveWay(Highest);
}

std::unique_ptr<Strategy> lockstep::makePct(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.size() == 1 && Values[0] >= 1);
  return std::make_unique<Pct>(Values[0]);
}
