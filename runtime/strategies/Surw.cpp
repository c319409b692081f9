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
#include "strategies/Ranking.h"

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
    Others.begin();
    Acting.begin();
    for (ThreadSet *Set : {&Met, &GaveWay, &Awake}) {
      Set->clear();
      Set->reserve(MainThread);
    }
    LowestGiven = Drawn;
    Turn = ThreadId();
    selectObject();
  }

  void threadCreated(ThreadId Child, ThreadId Parent) override {
    if (Child.index() >= Priorities.size())
      Priorities.resize(Child.index() + 1u, None);
    Others.add(Child);
    Acting.add(Child);
    for (ThreadSet *Set : {&Met, &GaveWay, &Awake})
      Set->reserve(Child);
    uint64_t Before = Left.left(Parent);
    uint64_t Takes = Left.created(Child, Parent);
    // The turn was drawn for the parent with what is now the child's.
    if (Turn == Parent && Numbers.next() % Before < Takes)
      Turn = Child;
  }

  ThreadId pick(const SchedulerView &View) override {
    if (View.Enabled.size() == 1)
      return View.Enabled[0];
    meet(View);
    ThreadId Best = Others.highest(View);
    if (!Turn.isValid()) {
      if (!isHigher(Acting.highest(View), Best))
        return Best;
      drawTurn(View);
    }
    // Of those about to act on the object, only the one whose turn it is may.
    for (;;) {
      if ((wordOf(View.EnabledSet, threadWord(Turn)) & threadBit(Turn)) &&
          !isHigher(Best, Turn))
        return Turn;
      if (Best.isValid())
        return Best;
      drawTurn(View); // whose turn it is cannot go on
    }
  }

  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &) override {
    forget(Thread);
    Priorities[Thread.index()] = None;
    GaveWay.erase(Thread);
    if (!isSelected(Performed))
      return;
    Left.spent(Thread);
    Turn = ThreadId();
  }

  void gaveWay(ThreadId Thread) override {
    forget(Thread);
    Priorities[Thread.index()] = --LowestGiven;
    GaveWay.insert(Thread);
    if (Turn == Thread)
      Turn = ThreadId();
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

  /// Threads that can go on for the first time with what they are about to do.
  void meet(const SchedulerView &View) {
    for (size_t I = 0; I < View.EnabledSet.size(); ++I)
      forEachIn(View.EnabledSet[I] & ~Met.words()[I], I, [&](ThreadId Thread) {
        uint64_t &Priority = Priorities[Thread.index()];
        if (Priority == None)
          Priority = Drawn | (Numbers.next() >> 1);
        bool Acts = isSelected(View.pending(Thread));
        (Acts ? Acting : Others).rank(Thread, Priority);
        Met.insert(Thread);
      });
  }
  void forget(ThreadId Thread) {
    if (!Met.contains(Thread))
      return;
    Others.unrank(Thread);
    Acting.unrank(Thread);
    Met.erase(Thread);
  }

  bool isHigher(ThreadId Of, ThreadId Than) const {
    if (!Of.isValid() || !Than.isValid())
      return Of.isValid();
    uint64_t A = Priorities[Of.index()], B = Priorities[Than.index()];
    return A > B || (A == B && Of < Than);
  }

  /// Threads that gave way are drawn only where there are no others: what a
  /// loop does while it spins is in their counts, too.
  void drawTurn(const SchedulerView &View) {
    Awake.assign(View.EnabledSet, GaveWay.words());
    Turn = Left.draw(Awake.empty() ? View.EnabledSet : Awake.words(), Numbers);
  }

  Random Numbers{0};
  Profile Threads;
  std::map<uint64_t, Known> Objects; ///< by address
  uint64_t Total = 0;                ///< events on all objects
  Budget Left;                       ///< events on the selected object
  uint64_t Selected = 0;             ///< address; 0: no object
  std::vector<uint64_t> Priorities;  ///< of each thread's pending operation
  Ranking Acting; ///< threads whose pending operation is on that object
  Ranking Others;
  ThreadSet Met;     ///< those in one of the two
  ThreadSet GaveWay; ///< and have not gone on since
  ThreadSet Awake;   ///< scratch of drawTurn()
  uint64_t LowestGiven = 0;
  ThreadId Turn; ///< who acts on the object next; invalid: not drawn
};
} // namespace

std::unique_ptr<Strategy> lockstep::makeSurw(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return std::make_unique<Surw>();
}
