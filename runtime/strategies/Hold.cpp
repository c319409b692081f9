//===- Hold.cpp - The strategy hold: one site waits for all else ----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Our own. Each execution holds at one site: a thread whose pending operation
// is there waits for as long as any other can go on. The others, and those that
// are held when nobody else is left, are ordered as by urw.
//
// What it is made of:
// - B. Ozkan, R. Majumdar, S. Oraee, "Trace Aware Random Testing for
//   Distributed Systems", OOPSLA 2019: a priority has to change only where
//   something conflicts. Here the place is a site and not an event, as in the
//   constraints of rff, so that a hundred threads are held as easily as one and
//   the number of places does not grow with the length of the execution.
// - urw for everything else (H. Zhao et al., ASPLOS 2025).
// - Sampling without replacement: sites take turns, the one with the fewest
//   first, instead of being drawn. Where one of n sites is the right one, it
//   comes after (n + 1) / 2 executions on average and not after n.
// - K. Sen, "Race Directed Random Testing of Concurrent Programs", PLDI 2008:
//   a thread that is held until another arrives at something that conflicts
//   brings about just the two moments that are close together. In every third
//   turn of a site the two change places: the held one goes on, the other
//   waits. There both sites of a pair count, without a turn for each pair.
//
// Sites are those that conflicted in some execution so far. What changes memory
// or takes something (a lock, a message) is held before what reads or gives.
// "No site" has turns, too, half as many, in which the execution is one of urw.
//
// When nobody else is left, those that wait in the place of a held one go
// before those that are held: what they would have met there may still come.
//
// A thread that gave way waits with those that are held: it may spin for what
// one of them does. All of them go on once as many decisions were made while
// somebody was held as the first execution had, in case that the others poll in
// a way that nobody recognizes.
//
// Specified: within a batch of executions, the i-th that is its own has the
// i-th site of the order; decisions draw as those of urw do. The order is by
// turns had so far, then by kind, then by a hash of the site and the first
// execution's seed.
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "sched/ThreadSet.h"
#include "strategies/Algorithms.h"
#include "strategies/PendingIndex.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace lockstep;

namespace {
class Hold final : public Strategy {
public:
  explicit Hold(CountOwn OwnOf) : OwnOf(OwnOf) {}

  void begin(const ExecutionStart &Start) override {
    Turn Now = turnFor(Start.Iteration, Start.Known.Executions);
    Held = Now.Site;
    Meets = Now.Before % MeetEvery == MeetEvery - 1;
    Patience = std::max(LeastPatience, FirstLength);
    Looked.clear();
    Waiting.clear();
    InPlace.clear();
    reserve(MainThread);
    Base->begin(Start);
  }

  void threadCreated(ThreadId Child, ThreadId Parent) override {
    reserve(Child);
    Base->threadCreated(Child, Parent);
  }

  ThreadId pick(const SchedulerView &View) override {
    if (!Held.isValid() || View.Enabled.size() == 1 || !Patience)
      return Base->pick(View);
    look(View);
    Free.assign(View.EnabledSet, Waiting.words());
    if (Meets) {
      Rest.assign(Free.words(), InPlace.words());
      if (!Rest.empty())
        std::swap(Free, Rest);
    }
    FreeList.clear();
    for (size_t I = 0; I < Free.words().size(); ++I)
      forEachIn(Free.words()[I], I,
                [this](ThreadId Thread) { FreeList.push_back(Thread); });
    if (FreeList.empty() || FreeList.size() == View.Enabled.size())
      return Base->pick(View);
    --Patience;
    SchedulerView OfFree = View;
    OfFree.Enabled = FreeList;
    OfFree.EnabledSet = Free.words();
    return Base->pick(OfFree);
  }

  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &View) override {
    Looked.erase(Thread);
    Waiting.erase(Thread);
    InPlace.erase(Thread);
    Base->executed(Thread, Performed, View);
  }

  void gaveWay(ThreadId Thread) override {
    Looked.insert(Thread);
    Waiting.insert(Thread);
    Base->gaveWay(Thread);
  }
  uint32_t chooseValue(ThreadId Thread, ValueReason Reason,
                       uint32_t Bound) override {
    return Base->chooseValue(Thread, Reason, Bound);
  }

  void learn(const Observation &Seen) override {
    if (SiteId Site = turnFor(Seen.Iteration, Seen.Known).Site; Site.isValid())
      ++Sites[Site].Turns;
    else
      ++Unheld;
    note(Seen);
  }

  void learnFromOther(const Observation &Seen) override { note(Seen); }

  /// Puts the sites that are known now in order.
  void endBatch() override {
    std::vector<std::tuple<uint64_t, uint64_t, SiteId, uint64_t>> Ranks;
    if (!Sites.empty())
      Ranks.push_back({4 * Unheld + 2, 0, SiteId(), Unheld});
    for (const auto &[Site, Of] : Sites) {
      uint64_t Hash = Salt ^ (Site.Value * 0xD1342543DE82EF95ull);
      Ranks.push_back(
          {2 * Of.Turns + !Of.Changes, splitMix64(Hash), Site, Of.Turns});
    }
    std::sort(Ranks.begin(), Ranks.end());
    Order.clear();
    for (const auto &[Rank, Hash, Site, Turns] : Ranks)
      Order.push_back({Site, Turns});
  }

private:
  /// Decisions with somebody held that an execution always has.
  static constexpr uint64_t LeastPatience = 4096;
  /// Of as many turns of a site, the last one is for meeting.
  static constexpr uint64_t MeetEvery = 3;

  struct Turn {
    SiteId Site;         ///< invalid: nobody is held
    uint64_t Before = 0; ///< turns that the site had
  };

  void reserve(ThreadId Thread) {
    for (ThreadSet *Of : {&Looked, &Waiting, &InPlace, &Free, &Rest})
      Of->reserve(Thread);
    FreeList.reserve(Thread.index() + 1u);
  }

  /// Finds out which of the pending operations that are new are held.
  void look(const SchedulerView &View) {
    for (size_t I = 0; I < View.EnabledSet.size(); ++I)
      forEachIn(View.EnabledSet[I] & ~wordOf(Looked.words(), I), I,
                [&](ThreadId Thread) {
                  Looked.insert(Thread);
                  if (View.pending(Thread).Site == Held)
                    Waiting.insert(Thread);
                  if (Meets)
                    meet(Thread, View);
                });
  }

  /// \p Arrived was just looked at. When it is held and another depends on it,
  /// or the other way round, the held one goes on and the other waits.
  void meet(ThreadId Arrived, const SchedulerView &View) {
    bool IsHeld = Waiting.contains(Arrived);
    for (ThreadId Other : View.Enabled) {
      if (!Looked.contains(Other) || Waiting.contains(Other) == IsHeld ||
          !depends(View.pending(Other), View.pending(Arrived)))
        continue;
      ThreadId GoesOn = IsHeld ? Arrived : Other;
      if (View.pending(GoesOn).Site != Held)
        continue; // it gave way
      Waiting.erase(GoesOn);
      InPlace.insert(IsHeld ? Other : Arrived);
      return;
    }
  }

  Turn turnFor(uint64_t Iteration, uint64_t Known) const {
    if (Order.empty())
      return {};
    uint64_t I = OwnOf(Known, Iteration);
    Turn Now = Order[I % Order.size()];
    Now.Before += I / Order.size();
    return Now;
  }

  void note(const Observation &Seen) {
    if (Seen.Iteration == 0) {
      Salt = Seen.Seed;
      FirstLength = Seen.Steps;
    }
    for (SiteId Site : Seen.Conflicting)
      Sites[Site];
    for (SiteId Site : Seen.Changing)
      Sites[Site].Changes = true;
    Base->learnFromOther(Seen);
  }

  CountOwn OwnOf;
  std::unique_ptr<Strategy> Base = makeUrw({});

  // What was learnt.
  struct KnownSite {
    uint64_t Turns = 0;
    bool Changes = false; ///< memory, or takes something
  };
  std::map<SiteId, KnownSite> Sites;  ///< those that conflicted
  uint64_t Unheld = 0;                ///< turns that had no site
  uint64_t Salt = 0, FirstLength = 0; ///< seed and steps of the first execution
  std::vector<Turn> Order; ///< who is held next; empty: nothing is known

  // The execution's.
  SiteId Held;
  bool Meets = false;    ///< held threads change places with who comes
  uint64_t Patience = 0; ///< decisions left with somebody held
  ThreadSet Looked;     ///< it is known whether their pending operation is held
  ThreadSet Waiting;    ///< it is, or they gave way
  ThreadSet InPlace;    ///< they wait for one that was held
  ThreadSet Free, Rest; ///< enabled, and not waiting: scratch of pick()
  std::vector<ThreadId> FreeList; ///< the same
};
} // namespace

std::unique_ptr<Strategy> lockstep::makeHold(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return makeHold([](uint64_t First, uint64_t Last) { return Last - First; });
}

std::unique_ptr<Strategy> lockstep::makeHold(CountOwn OwnOf) {
  return std::make_unique<Hold>(OwnOf);
}
