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

#include "base/Random.h"
#include "strategies/Algorithms.h"

#include <algorithm>
#include <vector>

using namespace lockstep;

namespace {
// Three ranges of priorities, from high to low: drawn at birth (bit 63 set);
// reserved for change points (Reserved + 1 … Reserved + d - 1); given to those
// that gave way (Reserved - 1 and down, the latest lowest).
constexpr uint64_t Drawn = uint64_t(1) << 63;
constexpr uint64_t Reserved = uint64_t(1) << 62;

constexpr uint64_t NoChange = ~uint64_t(0);

struct ChangePoint {
  uint64_t Choice;   ///< before which choice, from 1
  uint64_t Priority; ///< what the highest thread gets
};

class Pct final : public Strategy {
public:
  explicit Pct(uint64_t Depth) : Depth(Depth) {}

  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    Choices = 0;
    LowestGiven = Reserved;
    Priorities.clear();
    threadCreated(MainThread, ThreadId());
    drawChangePoints(Start.Known.MaxChoices);
  }

  void threadCreated(ThreadId Child, ThreadId) override {
    if (Child.index() >= Priorities.size())
      Priorities.resize(Child.index() + 1);
    Priorities[Child.index()] = Drawn | (Numbers.next() >> 1);
  }

  ThreadId pick(const SchedulerView &View) override {
    if (View.Enabled.size() == 1)
      return View.Enabled[0];
    for (++Choices; Choices == NextChange; aim(NextPoint + 1)) [[unlikely]]
      lower(highest(View.Enabled));
    return highest(View.Enabled);
  }

  void gaveWay(ThreadId Thread) override {
    Priorities[Thread.index()] = --LowestGiven;
  }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

private:
  ThreadId highest(std::span<const ThreadId> Enabled) const {
    ThreadId Best = Enabled[0];
    for (ThreadId Thread : Enabled.subspan(1))
      if (Priorities[Thread.index()] > Priorities[Best.index()])
        Best = Thread;
    return Best;
  }

  void lower(ThreadId Highest) {
    if (Priorities[Highest.index()] > Reserved)
      Priorities[Highest.index()] = Points[NextPoint].Priority;
    else
      gaveWay(Highest);
  }

  void drawChangePoints(uint64_t MaxChoices) {
    Points.clear();
    uint32_t K = uint32_t(std::min<uint64_t>(MaxChoices, UINT32_MAX - Depth));
    for (uint32_t Count = 0; K > 0 && Count < Depth - 1; ++Count) {
      // Before which member of the sequence of choices and points? As many
      // points as come earlier in it, so many fewer choices do.
      uint32_t Gap = Numbers.below(K + Count), Earlier = 0;
      while (Earlier < Count && Points[Earlier].Choice - 1 + Earlier < Gap)
        ++Earlier;
      Points.insert(Points.begin() + Earlier,
                    {uint64_t(Gap) - Earlier + 1, Reserved + 1 + Count});
    }
    aim(0);
  }

  void aim(size_t Point) {
    NextPoint = Point;
    NextChange = Point < Points.size() ? Points[Point].Choice : NoChange;
  }

  const uint64_t Depth;
  Random Numbers{0};
  std::vector<uint64_t> Priorities; ///< by thread
  std::vector<ChangePoint> Points;  ///< in the order in which they act
  size_t NextPoint = 0;
  uint64_t NextChange = 0; ///< the choice of Points[NextPoint]
  uint64_t Choices = 0;    ///< so far in this execution
  uint64_t LowestGiven = 0;
};
} // namespace

std::unique_ptr<Strategy> lockstep::makePct(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.size() == 1 && Values[0] >= 1);
  return std::make_unique<Pct>(Values[0]);
}
