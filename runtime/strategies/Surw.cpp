//===- Surw.cpp - The strategy surw: selectively uniform ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// H. Zhao, D. Wolff, U. Mathur, A. Roychoudhury, "Selectively Uniform
// Concurrency Testing", ASPLOS 2025: SURW.
//
// Each execution selects one object, in proportion to how often earlier
// executions acted on it. The operations on that object are ordered as by urw,
// all orders equally likely; all else runs by random priorities of operations.
//
// Deviations from the paper: counts come from all earlier executions (means);
// the first execution, of which nothing is known, has priorities only. When all
// threads that can go on have an operation on the object pending and none is
// the one whose turn it is (it waits for something), the turn is drawn again:
// the paper does not say what happens then. A thread that gave way has the
// lowest priority until it runs, and loses its turn.
//
// Specified: begin() draws one number for the object. A decision with more than
// one enabled thread draws, by ascending thread number, one number for each
// enabled thread without a priority; then one whenever a turn is to be drawn.
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "strategies/Algorithms.h"
#include "strategies/Budget.h"

#include <algorithm>
#include <map>

using namespace lockstep;

namespace {
// Drawn priorities have bit 63 set; those of threads that gave way count down
// from it.
constexpr uint64_t None = 0;
constexpr uint64_t Drawn = uint64_t(1) << 63;

class Surw final : public Strategy {
public:
  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    Priorities.assign(1, None);
    Blocked.assign(1, false);
    LowestGiven = Drawn;
    Turn = ThreadId();
    selectObject();
  }

  void threadCreated(ThreadId Child, ThreadId Parent) override {
    if (Child.index() >= Priorities.size()) {
      Priorities.resize(Child.index() + 1u, None);
      Blocked.resize(Child.index() + 1u, false);
    }
    uint64_t Before = Left.left(Parent);
    uint64_t Takes = Left.created(Child, Parent);
    // The turn was drawn for the parent with what is now the child's.
    if (Turn == Parent && Numbers.next() % Before < Takes)
      Turn = Child;
  }

  ThreadId pick(const SchedulerView &View) override {
    if (View.Enabled.size() == 1)
      return View.Enabled[0];
    for (ThreadId Thread : View.Enabled)
      if (uint64_t &Priority = Priorities[Thread.index()]; Priority == None)
        Priority = Drawn | (Numbers.next() >> 1);
    for (;;) {
      ThreadId Best = highest(View);
      if (!Best.isValid()) {
        // Whose turn it is cannot go on.
        unblock();
        drawTurn(View);
        continue;
      }
      if (!isSelected(View.pending(Best)))
        return Best;
      if (!Turn.isValid())
        drawTurn(View);
      if (Best == Turn)
        return Best;
      Blocked[Best.index()] = true;
    }
  }

  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &) override {
    Priorities[Thread.index()] = None;
    if (!isSelected(Performed))
      return;
    Left.spent(Thread);
    Turn = ThreadId();
    unblock();
  }

  void gaveWay(ThreadId Thread) override {
    Priorities[Thread.index()] = --LowestGiven;
    if (Turn != Thread)
      return;
    Turn = ThreadId();
    unblock();
  }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

  void learn(const Observation &Seen) override {
    for (const ThreadUse &Use : Seen.Threads)
      Threads.add(Use.Key, Use.Parent, Use.Events);
    for (const ObjectUse &Use : Seen.Uses) {
      Known &Of = Objects[Use.Address];
      Of.Events += Use.Events;
      Of.ByThread[Use.Thread] += Use.Events;
      Total += Use.Events;
    }
  }

private:
  /// How often earlier executions acted on an object.
  struct Known {
    uint64_t Events = 0;
    std::map<uint64_t, uint64_t> ByThread; ///< by key
  };

  void selectObject() {
    Selected = 0;
    std::unordered_map<uint64_t, uint64_t> Own;
    uint64_t Point = Total ? Numbers.next() % Total : 0;
    for (const auto &[Address, Of] : Objects) {
      if (Point >= Of.Events) {
        Point -= Of.Events;
        continue;
      }
      Selected = Address;
      for (const auto &[Thread, Events] : Of.ByThread)
        Own[Thread] = mean(Thread, Events);
      break;
    }
    Left.begin(Own, Threads);
  }

  uint64_t mean(uint64_t Thread, uint64_t Events) const {
    auto Found = Threads.threads().find(Thread);
    uint64_t Executions =
        Found == Threads.threads().end() ? 1 : Found->second.Executions;
    return (Events + Executions - 1) / Executions;
  }

  bool isSelected(const Operation &Op) const {
    return Selected && Op.Address <= Selected &&
           Selected < Op.Address + std::max(Op.Size, 1u) &&
           operationAccess(Op.Kind) != Access::None;
  }

  ThreadId highest(const SchedulerView &View) const {
    ThreadId Best;
    uint64_t BestPriority = None;
    for (ThreadId Thread : View.Enabled) {
      uint64_t Priority = Priorities[Thread.index()];
      if (Blocked[Thread.index()] || Priority <= BestPriority)
        continue;
      Best = Thread;
      BestPriority = Priority;
    }
    return Best;
  }

  /// Threads that gave way are drawn only where there are no others: what a
  /// loop does while it spins is in their counts, too.
  void drawTurn(const SchedulerView &View) {
    Awake.clear();
    for (ThreadId Thread : View.Enabled)
      if (Priorities[Thread.index()] >= Drawn)
        Awake.push_back(Thread);
    Turn = Left.draw(Awake.empty() ? View.Enabled : Awake, Numbers);
  }

  void unblock() { std::fill(Blocked.begin(), Blocked.end(), false); }

  Random Numbers{0};
  Profile Threads;
  std::map<uint64_t, Known> Objects; ///< by address
  uint64_t Total = 0;                ///< events on all objects
  Budget Left;                       ///< events on the selected object
  uint64_t Selected = 0;             ///< address; 0: no object
  std::vector<uint64_t> Priorities;  ///< of each thread's pending operation
  std::vector<bool> Blocked;   ///< waits for the operation whose turn it is
  std::vector<ThreadId> Awake; ///< scratch of drawTurn()
  uint64_t LowestGiven = 0;
  ThreadId Turn; ///< who acts on the object next; invalid: not drawn
};
} // namespace

std::unique_ptr<Strategy> lockstep::makeSurw(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return std::make_unique<Surw>();
}
