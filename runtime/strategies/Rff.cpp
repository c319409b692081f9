//===- Rff.cpp - The strategy rff: reads-from fuzzing ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// D. Wolff, Z. Shi, G. J. Duck, U. Mathur, A. Roychoudhury, "Greybox Fuzzing
// for Concurrency Testing", ASPLOS 2024.
//
// An abstract schedule says of some pairs of sites that the one reads what the
// other writes, or that it does not. An execution follows it as far as it can:
// operations that a constraint wants next come first, those it wants to wait
// come last, and within each class the order is that of `pos`. As constraints
// name sites and not threads, one holds a hundred threads back as well as one.
// An abstract schedule whose execution showed a reads-from pair that was never
// seen is kept, and changed further.
//
// With feedback=2 the kept schedules go around in a ring with an energy each
// (ScheduleRing.h), and what keeps one is a constraint that came true, as in
// the artifact.
//
// Deviations from the paper and its artifact:
// - Otherwise which of the kept schedules is changed is drawn; one in two times
//   it is the empty schedule, as in the published runs most of the time. A pair
//   that an execution of another strategy showed first is kept as a schedule
//   that asks for it.
// - The pool of pairs grows with every execution.
// - The energy goes by steps, where theirs goes by time: a schedule may not
//   depend on the clock.
// - With focus=1, which is not in the paper, an execution that starts from the
//   empty schedule has one constraint nearly always: that a pair happens that
//   never did, or that one does not that did.
// - A thread that gave way comes last until it runs or something it depends on
//   does.
//
// Specified: begin() draws from the seed what mutate() and the choice of the
// schedule say; decisions draw as those of `pos` do.
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "strategies/AbstractSchedule.h"
#include "strategies/Algorithms.h"
#include "strategies/PendingIndex.h"
#include "strategies/Ranking.h"
#include "strategies/ScheduleRing.h"

#include <set>

using namespace lockstep;

namespace {
// The high two bits of a priority are the class that constraints put the
// operation in; the rest is drawn.
constexpr uint64_t None = 0; // not drawn yet
constexpr unsigned ClassShift = 62;
constexpr uint64_t DrawnMask = (uint64_t(1) << ClassShift) - 1;
constexpr uint64_t LeastDrawn = 2;

/// Kept schedules are few: each has shown a new pair.
constexpr size_t MostKept = 4096;

constexpr uint64_t NeutralClass = 2;

uint64_t classOf(Wish Of) {
  switch (Of) {
  case Wish::Take:
    return 3;
  case Wish::Avoid:
    return 1;
  default:
    return NeutralClass;
  }
}

/// What becomes of abstract schedules that showed something new; the values of
/// the parameter.
enum class Feedback : uint64_t { None, Drawn, Published };

class Rff final : public Strategy {
public:
  Rff(Feedback From, bool Focus) : From(From), Focus(Focus) {}

  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    Constraints.clear();
    AbstractSchedule Followed = draw(Numbers, Start.Iteration);
    for (const Constraint &C : Followed.Constraints)
      Constraints.emplace_back(C, Followed.HoldsWrites);
    Threads.assign(1, {});
    Ranks.begin();
    Places.begin();
    Sites.begin();
    for (ThreadSet *Set : {&Reached, &Wished}) {
      Set->clear();
      Set->reserve(MainThread);
    }
    WishesChanged = false;
  }

  void threadCreated(ThreadId Child, ThreadId) override {
    if (Child.index() >= Threads.size())
      Threads.resize(Child.index() + 1u);
    Threads[Child.index()] = {};
    Ranks.add(Child);
    Places.add(Child);
    Sites.add(Child);
    Reached.reserve(Child);
    Wished.reserve(Child);
  }

  ThreadId pick(const SchedulerView &View) override {
    if (!Constraints.empty())
      look(View);
    if (View.Enabled.size() == 1)
      return View.Enabled[0];
    Random From = Numbers; // a copy that stays in registers
    ThreadId Best = Ranks.highest(View, [&](ThreadId Thread) {
      State &Of = Threads[Thread.index()];
      Of.Drawn = (From.next() & DrawnMask) | LeastDrawn;
      if (!Places.contains(Thread))
        Places.insert(Thread, filterOf(View.pending(Thread)));
      return Of.priority();
    });
    Numbers = From;
    return Best;
  }

  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &View) override {
    Threads[Thread.index()] = {};
    Ranks.unrank(Thread);
    Places.remove(Thread);
    Sites.remove(Thread);
    Reached.erase(Thread);
    Wished.erase(Thread);
    if (operationAccess(Performed.Kind) == Access::None)
      return;
    uint64_t Filter = filterOf(Performed);
    for (size_t I = 0; I < Places.words(); ++I)
      forEachIn(Places.sharing(Filter, I), I, [&](ThreadId Other) {
        const Operation *Op = View.Pending[Other.index()];
        if (!Op || !depends(*Op, Performed))
          return;
        Threads[Other.index()].Drawn = None;
        Threads[Other.index()].GaveWay = false;
        Ranks.unrank(Other);
      });
    for (ConstraintState &C : Constraints)
      WishesChanged |= C.performed(Performed);
  }

  void gaveWay(ThreadId Thread) override {
    State &Of = Threads[Thread.index()];
    Of.GaveWay = true;
    if (Of.Drawn != None)
      Ranks.rank(Thread, Of.priority());
    Places.remove(Thread);
    // Its next operation is not known.
    Places.insert(Thread, PendingIndex::Anything);
  }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

  void learn(const Observation &Seen) override {
    Random Again(Seen.Seed);
    AbstractSchedule Followed = draw(Again, Seen.Iteration);
    if (From == Feedback::Published)
      Ring.learn(Followed, Seen);
    if (addEdges(Seen) && !Followed.Constraints.empty())
      keep(std::move(Followed));
    addPairs(Seen);
    NextIteration = Seen.Iteration + 1;
  }

  void learnFromOther(const Observation &Seen) override {
    for (const SitePair &Pair : Seen.ReadsFrom)
      if (Pair.Write.isValid() && Edges.insert(Pair).second)
        keep({{{Pair, true}}, true});
    addPairs(Seen);
  }

  /// What is known now is what the next executions draw from.
  void endBatch() override {
    Visible = {Pool.size(), Kept.size()};
    BatchBegin = NextIteration;
    if (From == Feedback::Published)
      Ring.endBatch();
    if (!Focus)
      return;
    Missing.clear();
    Happened.clear();
    for (const SitePair &Pair : Pool)
      (Edges.contains(Pair) ? Happened : Missing).push_back(Pair);
  }

private:
  struct State {
    uint64_t Drawn = None;
    uint64_t Class = NeutralClass;
    bool GaveWay = false;

    uint64_t priority() const {
      return GaveWay ? Ranking::Lowest : Class << ClassShift | Drawn;
    }
  };

  /// How much of the lists an execution could draw from.
  struct Extent {
    size_t Pool = 0;
    size_t Kept = 0;
  };

  /// The abstract schedule of an execution.
  AbstractSchedule draw(Random &Numbers, uint64_t Iteration) const {
    AbstractSchedule Parent;
    if (From == Feedback::Published)
      Parent = Ring.parentOf(Iteration - BatchBegin);
    else if (From == Feedback::Drawn && Visible.Kept && Numbers.chance(1, 2))
      return mutate(Kept[Numbers.below(uint32_t(Visible.Kept))], pool(),
                    Numbers);
    if (Focus && Parent.Constraints.empty())
      return drawFocused(Numbers);
    return mutate(std::move(Parent), pool(), Numbers);
  }

  /// One constraint, mostly: that a pair happens which never did, or that one
  /// does not which did.
  AbstractSchedule drawFocused(Random &From) const {
    AbstractSchedule New;
    New.HoldsWrites = From.chance(3, 4);
    bool Positive = !Missing.empty() && (Happened.empty() || From.chance(1, 2));
    const std::vector<SitePair> &Pairs = Positive ? Missing : Happened;
    if (!Pairs.empty() && From.chance(7, 8))
      New.Constraints.push_back(
          {Pairs[From.below(uint32_t(Pairs.size()))], Positive});
    return New;
  }

  std::span<const SitePair> pool() const {
    return std::span(Pool).first(Visible.Pool);
  }

  bool addEdges(const Observation &Seen) {
    size_t Before = Edges.size();
    Edges.insert(Seen.ReadsFrom.begin(), Seen.ReadsFrom.end());
    return Edges.size() > Before;
  }

  void addPairs(const Observation &Seen) {
    for (const SitePair &Pair : Seen.Possible)
      if (InPool.insert(Pair).second)
        Pool.push_back(Pair);
  }

  void keep(AbstractSchedule Of) {
    if (Kept.size() < MostKept)
      Kept.push_back(std::move(Of));
  }

  /// Shows pending operations to the constraints and asks what they wish.
  void look(const SchedulerView &View) {
    for (size_t I = 0; I < View.EnabledSet.size(); ++I)
      forEachIn(View.EnabledSet[I] & ~Reached.words()[I], I,
                [&](ThreadId Thread) {
                  const Operation &Op = View.pending(Thread);
                  Reached.insert(Thread);
                  Sites.remove(Thread);
                  Sites.insert(Thread, siteFilter(Op.Site));
                  Places.remove(Thread);
                  Places.insert(Thread, filterOf(Op));
                  for (ConstraintState &C : Constraints)
                    WishesChanged |= C.reached(Op);
                  classify(Thread, Op);
                });
    if (!WishesChanged)
      return;
    WishesChanged = false;
    // Only these can have a wish, or have had one.
    uint64_t OfSites = 0, OfPlaces = 0;
    for (const ConstraintState &C : Constraints) {
      OfSites |= siteFilter(C.pair().Read) | siteFilter(C.pair().Write);
      OfPlaces |= C.written() ? filterOf(*C.written()) : 0;
    }
    for (size_t I = 0; I < View.EnabledSet.size(); ++I)
      forEachIn(
          View.EnabledSet[I] & (Wished.words()[I] | Sites.sharing(OfSites, I) |
                                Places.sharing(OfPlaces, I)),
          I, [&](ThreadId Thread) { classify(Thread, View.pending(Thread)); });
  }

  static uint64_t siteFilter(SiteId Of) { return uint64_t(1) << Of.Value % 64; }

  void classify(ThreadId Thread, const Operation &Op) {
    State &Of = Threads[Thread.index()];
    uint64_t Class = wishFor(Op);
    if (Class == Of.Class)
      return;
    Of.Class = Class;
    if (Class == NeutralClass)
      Wished.erase(Thread);
    else
      Wished.insert(Thread);
    if (Of.Drawn != None)
      Ranks.rank(Thread, Of.priority());
  }

  uint64_t wishFor(const Operation &Op) const {
    Wish All = Wish::None;
    for (const ConstraintState &C : Constraints)
      All = All | C.wish(Op);
    return classOf(All);
  }

  Feedback From;
  bool Focus;
  Random Numbers{0};
  std::vector<ConstraintState> Constraints;
  bool WishesChanged = false;
  std::vector<State> Threads;
  Ranking Ranks;
  PendingIndex Places; ///< what threads are about to act on
  PendingIndex Sites;  ///< and where, as far as constraints know of it
  ThreadSet Reached;   ///< constraints know of the pending operation
  ThreadSet Wished;    ///< whose class is not the neutral one

  // What was learnt.
  std::vector<SitePair> Pool; ///< in the order of their discovery
  std::set<SitePair> InPool;
  std::set<SitePair> Edges; ///< that happened
  std::vector<AbstractSchedule> Kept;
  Extent Visible;
  std::vector<SitePair> Missing, Happened; ///< of the pool, when it focuses
  ScheduleRing Ring;                       ///< of Feedback::Published
  uint64_t BatchBegin = 0;                 ///< the batch's first iteration
  uint64_t NextIteration = 0;              ///< the one after the last learnt
};
} // namespace

std::unique_ptr<Strategy> lockstep::makeRff(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.size() == 2);
  return std::make_unique<Rff>(Feedback(Values[0]), Values[1] != 0);
}
