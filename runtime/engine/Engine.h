//===- Engine.h - One execution ---------------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_ENGINE_ENGINE_H
#define LOCKSTEP_ENGINE_ENGINE_H

#include "base/FlatIndex.h"
#include "base/SiteSet.h"
#include "engine/Racing.h"
#include "engine/Recorder.h"
#include "engine/Threads.h"
#include "engine/Verifier.h"
#include "event/Outcome.h"
#include "memory/SharedMap.h"
#include "objects/Models.h"
#include "sched/Strategy.h"

#include <array>
#include <vector>

namespace lockstep {

/// What bounds an execution, and what it may choose beyond threads.
struct EngineLimits {
  uint64_t MaxSteps = 1000000;
  /// Steps without any change until a livelock is looked for.
  uint64_t LivelockBound = 10000;
  /// Steps in a row by one thread, while others could go on, until the strategy
  /// is told that it gave way.
  uint64_t FairnessBound = 5000;
  /// Rounds of a spin loop after which the strategy hears that the thread gave
  /// way, and after which the thread is set aside until something changes.
  uint32_t GiveWayRounds = 2;
  uint32_t SetAsideRounds = 8;
  /// How often the rare thing may happen in one execution, by ValueReason.
  static constexpr uint32_t AnyNumber = ~uint32_t(0);
  std::array<uint32_t, ValueReasonCount> Rare{};

  uint32_t &rare(ValueReason Reason) { return Rare[unsigned(Reason)]; }
  RaceMode Races = RaceMode::Ignore;
};

/// Proves that a thread goes in circles: a hash of everything that the thread's
/// next steps can depend on and that no hook sees, i.e. its registers and its
/// stack at the last instrumented instruction.
class StateProbe {
public:
  virtual ~StateProbe() = default;
  /// Of the current thread, while it performs an operation. 0: not known.
  virtual uint64_t fingerprint() = 0;
};

/// Threads that wait for what no operation of the program's brings about by
/// itself: until a descriptor is ready (OpKind::DescriptorWait).
class OutsideWaits {
public:
  virtual ~OutsideWaits() = default;
  /// Tells the engine of those that need not wait any more (Engine::notify).
  /// When there are none and \p MaySleep, waits for real until there are,
  /// unless that can only come from threads of the program. \returns whether
  /// there are any.
  virtual bool look(bool MaySleep) = 0;
  /// Whether anybody waits for what not only threads of the program can bring
  /// about.
  virtual bool expectOutsiders() const = 0;
  /// The thread that look() waits for just now; invalid: it does not wait.
  virtual ThreadId sleepsFor() const = 0;
};

/// One execution of the program as the scheduler sees it: operations in,
/// decisions out, events recorded. Threads are numbers here; whoever owns the
/// engine switches between the real ones. Pure: the same calls give the same
/// answers. Not thread-safe; in both switchers only the thread that holds the
/// baton calls it.
///
/// A thread performs an operation in three moves:
///   announce(Op)      it becomes the thread's pending operation;
///   choose()          somebody's pending operation comes next; the owner
///                     switches to that thread;
///   performed(Op, …)  after the real primitive was called: the models follow.
/// Nothing may come between choose() and performed() of the chosen thread.
class Engine {
public:
  Engine(const EngineLimits &Limits, Strategy &Chooser, Recorder &Log,
         Verifier *Script, StateProbe *Probe);

  /// \name Threads
  /// @{
  ThreadId current() const { return Current; }
  const ThreadTable &threads() const { return Threads; }
  ThreadTable &threads() { return Threads; }
  /// How many threads have been born and have not finished.
  uint32_t liveThreads() const { return Live; }
  /// A child of the current thread is born; its pending operation is
  /// ThreadStart. Follows performed(ThreadCreate).
  ThreadId born(ObjectId Self);
  /// @}

  /// \name The three moves
  /// @{
  void announce(Operation &Op) { announceAs(Current, Op); }
  /// \returns who goes on, or an invalid id when the execution is over: see
  /// outcome().
  ThreadId choose();
  /// In place of choose(), where nobody else may come next: the current thread
  /// performs what it announced, which must not wait.
  ThreadId goOn();
  void performed(const Operation &Op, const Effect &Done);
  /// Whether the operation that the current thread was just chosen for gave up
  /// because its deadline came.
  bool timedOut() const { return Threads[Current].TimedOut; }
  /// @}

  /// A value decision in [0, Bound); Bound 1 is not recorded.
  uint32_t chooseValue(ValueReason Reason, uint32_t Bound);
  /// Whether the rare thing happens to the current thread: a value decision,
  /// made only where the limits permit it still. What may happen any number of
  /// times has the odds of RareValueBound. What may happen only so often has
  /// odds that fall with each time it was asked for, so that a place that is
  /// reached late still has its chance. It happens once in \p Bound times that
  /// a strategy without an opinion is asked.
  bool happens(ValueReason Reason, uint32_t Bound = RareValueBound) {
    return permits(Reason) && happensNow(Reason, Bound);
  }
  /// Whether it may happen from now on.
  bool permits(ValueReason Reason) const {
    return Limits.Rare[unsigned(Reason)] != 0;
  }

  /// \name Objects
  /// @{
  /// The object of \p Kind at \p Address; made when absent or when a different
  /// kind was there before.
  ObjectId objectAt(uint64_t Address, ObjectKind Kind) {
    const RecentObject &Slot = Recent[recentSlot(Address)];
    if (Slot.Address == Address && Slot.Kind == Kind) [[likely]]
      return Slot.Id;
    return lookUp(Address, Kind);
  }
  /// An object that has no address (a thread).
  ObjectId newObject(ObjectKind Kind, uint64_t Address = 0);
  Object &object(ObjectId Id) { return Objects[Id.index()]; }
  const std::vector<Object> &objects() const { return Objects; }
  /// Its state was changed from outside the moves: who waits may go on.
  void refresh(ObjectId Id);
  /// Whether other threads than the current one touched the memory, and may do
  /// so again.
  bool isUsedByOthers(uint64_t Address, uint64_t Size);
  /// The current thread frees memory. For those who access it that is a write:
  /// where others did, and nothing orders it, their sites are shared in later
  /// executions, so that the memory can be freed just before. Then forgets it.
  void freed(uint64_t Address, uint64_t Size);
  /// Objects in the memory are no more, what comes next at the same address is
  /// new.
  void forget(uint64_t Address, uint64_t Size);
  /// The same for accesses alone: the memory is given to somebody else, who
  /// finds objects that nobody will use again.
  void forgetAccesses(uint64_t Address, uint64_t Size);
  /// @}

  /// \name Parking: condition variables, futexes, barriers
  /// @{
  /// The current thread waits on \p Where until it is woken. Part of
  /// performing CondWait, FutexWait, BarrierArrive. \p Mask is for futex bit
  /// sets.
  void park(ObjectId Where, uint32_t Mask = ~0u);
  /// Ends the current thread's parking without a wake-up (timeout, spurious).
  void unpark(ObjectId Where);
  /// Wakes up to \p Count threads parked on \p Where whose mask meets \p Mask;
  /// which ones is a value decision. \returns how many.
  uint32_t wake(ObjectId Where, uint32_t Count, uint32_t Mask = ~0u);
  /// Wakes \p Who, which is parked.
  void notify(ThreadId Who);
  /// Asked where nobody can go on. Must outlive this; null: nobody waits so.
  void setOutsideWaits(OutsideWaits *Waits) { Outside = Waits; }
  /// The thread that does not go on, as the calling thread finds it: the
  /// current one, unless that waits for the outside on behalf of another.
  ThreadId blockedThread() const {
    ThreadId Sleeper = Outside ? Outside->sleepsFor() : ThreadId();
    return Sleeper.isValid() ? Sleeper : Current;
  }
  /// The current thread has changed something that others may wait for, and
  /// that no operation says.
  void changedOutside();
  /// Moves up to \p Count of the threads parked on \p From to \p To.
  uint32_t requeue(ObjectId From, ObjectId To, uint32_t Count);
  /// @}

  /// \name Plain accesses
  /// @{
  /// Whether plain accesses need not be told of: what the only thread that
  /// lives does is ordered before and after everything else.
  bool isAlone() const { return Alone; }
  /// A plain access by the current thread. \returns true when it is a
  /// scheduling point: it races, or its location is shared where races are not
  /// looked for, or its site is known for that. It may end the execution: see
  /// outcome().
  bool isSharedAccess(uint64_t Address, uint64_t Size, bool Write, SiteId Site);
  /// The current thread wrote memory that is not on its own stack.
  void notePlainWrite() { ++Threads[Current].PlainWrites; }
  void setKnownShared(const std::vector<uint32_t> &Sites);
  /// Sites whose operations never conflicted: a thread that is about to perform
  /// one goes on without the strategy being asked. \p Sites must outlive this;
  /// null: there are none. As in X. Yuan, J. Yang, "Effective Concurrency
  /// Testing for Distributed Systems", ASPLOS 2020 (Morpheus).
  void setQuiet(const SiteSet *Sites) { Quiet = Sites; }
  /// Races between these are not reported. Ascending.
  void setKnownRaces(std::vector<RacePair> Pairs);
  /// Null when races are ignored.
  Racing *races() { return Races.get(); }
  /// The race that ended the execution.
  const std::optional<Race> &race() const { return Reported; }
  /// @}

  /// \name Time
  /// @{
  /// Virtual nanoseconds since the execution began.
  uint64_t now() const { return Now; }
  /// A thread reads the clock, which therefore moves.
  uint64_t readClock();
  /// @}

  /// \name The end
  /// @{
  /// Ends the execution at the next choose().
  void fail(OutcomeKind Kind, ObjectId Where = ObjectId(),
            MisuseKind What = MisuseKind::None, SiteId At = SiteId());
  OutcomeKind outcome() const { return Ended; }
  MisuseKind misuse() const { return Misuse; }
  ObjectId failedObject() const { return FailedObject; }
  SiteId failedSite() { return named(FailedSite); }
  ThreadId culprit() const { return Culprit; }
  /// @}

  /// The name of a site in decisions and events. Instrumented sites keep their
  /// ids; places are numbered by their first use in the execution, so that the
  /// names are the same in every process that follows the same schedule.
  SiteId named(SiteId Site) {
    return Site.Value < FirstPlace || !Site.isValid() ? Site : namedPlace(Site);
  }

  /// From now on \p Who goes on before all others, whenever it can go on and
  /// does not spin; invalid: nobody does. For a thread that holds what others
  /// may wait for without the engine's knowledge.
  void setForemost(ThreadId Who);
  ThreadId foremost() const { return Foremost; }

  const EngineLimits &limits() const { return Limits; }
  /// Operations performed so far.
  uint64_t steps() const { return Step; }
  /// The livelock verdict needs to know that nobody outside changes memory, the
  /// deadlock verdict that nobody outside acts on objects that are shared with
  /// other processes (Object::SharedOutside).
  void setOutsiders(bool Present) { Outsiders = Present; }

private:
  void announceAs(ThreadId Thread, Operation &Op);
  ObjectId lookUp(uint64_t Address, ObjectKind Kind);
  void beginWait(ThreadId Thread, const Operation &Op);
  void endWait(ThreadId Thread, const Operation &Op);
  bool canGoOn(const Thread &Of) const;
  /// Whether the strategy may choose it: it can go on, or may give up waiting.
  bool isReady(const Thread &Of) const {
    return canGoOn(Of) || Of.Pending->Deadline <= Now || Of.Early;
  }
  bool happensNow(ValueReason Reason, uint32_t Bound);
  void endEarly(Thread &Of);
  void setEnabled(Thread &Of, bool Enabled);
  void fireDeadlines();
  bool passTime();
  /// Whether a thread that waits for the outside can go on now.
  bool expectsOutsiders() const {
    return Outsiders || (Outside && Outside->expectOutsiders());
  }
  bool lookOutside(bool MaySleep) { return Outside && Outside->look(MaySleep); }
  void narrow(SchedulerView &View);
  void leaveOutSpinners(SchedulerView &View);
  void noteSpin(Thread &Self, const Operation &Op, const Effect &Done);
  void giveWay(Thread &Of);
  void setAside(Thread &Of);
  void takeBack(Thread &Of);
  bool onlySpinners() const;
  void notStuck() {
    ChangesSeen = Changes;
    StuckSince = LastJump = Step;
    Probing = false;
  }
  bool isStuck();
  void probe(Thread &Self, const Operation &Op);
  void record(const Operation &Op, const Effect &Done);
  void checkOverlaps(const Operation &Op);
  void checkRaces(const Operation &Op, const Effect &Done);
  void raced(const std::vector<Race> &Found);
  void describe(const Thread &Of, Decision &As);
  SiteId namedPlace(SiteId Site);
  bool beginStep();
  void decide(ThreadId Next, const SchedulerView &View, bool IsChoice);
  ThreadId follow(const SchedulerView &View);
  bool followAlone();
  void matched();
  void learn(SiteId Site);
  bool leaveScript();
  /// Whether the strategy must know what happens.
  bool strategyListens() const { return !Script || Script->goesOn(); }
  ThreadId ask(const SchedulerView &View);
  bool goesOnUnasked() const;
  ThreadId end(OutcomeKind Kind);
  ThreadId livelock();
  ThreadId nobodyCanGoOn();
  void finish(Thread &Of);

  /// Virtual time that one step takes.
  static constexpr uint64_t StepNanoseconds = 1000;

  EngineLimits Limits;
  Strategy &Chooser;
  Recorder &Log;
  Verifier *Script; ///< null: the strategy chooses
  StateProbe *Probe;
  OutsideWaits *Outside = nullptr;

  ThreadTable Threads;
  std::vector<const Operation *> Pending; ///< by thread
  std::vector<ThreadId> Enabled;          ///< ascending
  ThreadSet EnabledSet;                   ///< the same
  std::vector<ThreadId> Eligible;         ///< those of them that may be chosen
  ThreadSet EligibleSet;                  ///< the same
  ThreadId Current = MainThread;
  uint32_t Live = 1;
  uint32_t Spinners = 0;  ///< enabled threads that are set aside
  uint32_t Narrowing = 0; ///< these, and one when there is a foremost thread
  ThreadId Foremost;

  std::vector<Object> Objects;
  SharedMap Shared;
  /// What objectAt() answered, by the low bits of the address.
  struct RecentObject {
    uint64_t Address = 0;
    ObjectId Id;
    ObjectKind Kind = ObjectKind::None;
  };
  static constexpr unsigned RecentCount = 16;
  static unsigned recentSlot(uint64_t Address) {
    return unsigned(Address >> 3) % RecentCount;
  }
  std::array<RecentObject, RecentCount> Recent;
  bool Alone = true;
  std::unique_ptr<Racing> Races; ///< null: ignored
  std::optional<Race> Reported;
  SiteSet KnownShared;
  SiteSet Learnt;
  const SiteSet *Quiet = nullptr;
  FlatIndex PlaceNumbers;
  Operation MainStart;

  std::array<uint32_t, ValueReasonCount> Asked{}; ///< of what is limited
  uint64_t Now = 0;
  uint64_t NextDeadline = NoDeadline;
  uint64_t Step = 0;
  uint64_t Changes = 0;         ///< events that changed the program's state
  uint64_t StuckSince = 0;      ///< step of the last change
  uint64_t LastJump = 0;        ///< step at which spinners last let time pass
  uint64_t ChangesSeen = ~0ull; ///< Changes at StuckSince
  uint64_t RunLength = 0;       ///< steps in a row by Current
  bool Probing = false;         ///< stuck for so long that it must be proven
  bool Outsiders = false;

  OutcomeKind Ended = OutcomeKind::Passed;
  MisuseKind Misuse = MisuseKind::None;
  ObjectId FailedObject;
  SiteId FailedSite;
  ThreadId Culprit;
};

} // namespace lockstep

#endif
