//===- Engine.cpp - One execution -----------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Engine.h"

#include <algorithm>

using namespace lockstep;

Engine::Engine(const EngineLimits &Limits, Strategy &Chooser, Recorder &Log,
               Verifier *Script, StateProbe *Probe)
    : Limits(Limits), Chooser(Chooser), Log(Log), Script(Script), Probe(Probe) {
  // Enough for small programs; an execution pays for memory it touches first.
  Enabled.reserve(16);
  Eligible.reserve(16);
  Pending.reserve(16);
  Objects.reserve(16);
  if (Limits.Races != RaceMode::Ignore)
    Races = std::make_unique<Racing>(Limits.Races);
  Thread &Main = Threads.add();
  Log.born(MainThread);
  Main.Self = newObject(ObjectKind::Thread);
  object(Main.Self).Target = MainThread;
  Main.Start.Kind = OpKind::ThreadStart;
  Main.Start.Object = Main.Self;
  Pending.push_back(nullptr);
  announceAs(MainThread, Main.Start);
}

//===----------------------------------------------------------------------===//
// Who can go on
//===----------------------------------------------------------------------===//

bool Engine::canGoOn(const Thread &Of) const {
  const Operation &Op = *Of.Pending;
  if (!mayWait(Op.Kind))
    return true;
  if (!Op.Object.isValid())
    return false;
  return canProceed(Op, Objects[Op.Object.index()], {Of.Id, Of.Notified});
}

void Engine::setEnabled(Thread &Of, bool NowEnabled) {
  if (Of.Enabled == NowEnabled)
    return;
  Of.Enabled = NowEnabled;
  auto Place = std::lower_bound(Enabled.begin(), Enabled.end(), Of.Id);
  if (NowEnabled) {
    Enabled.insert(Place, Of.Id);
    EnabledSet.insert(Of.Id);
    return;
  }
  Enabled.erase(Place);
  EnabledSet.erase(Of.Id);
  takeBack(Of);
}

void Engine::beginWait(ThreadId Id, const Operation &Op) {
  Object &Target = object(Op.Object);
  Target.Pending.push_back(Id);
  if (!isWriteWait(Op.Kind))
    return;
  ++Target.WaitingWriters;
  if (Target.PrefersWriters)
    refresh(Op.Object);
}

void Engine::endWait(ThreadId Id, const Operation &Op) {
  Object &Target = object(Op.Object);
  std::erase(Target.Pending, Id);
  if (isWriteWait(Op.Kind))
    --Target.WaitingWriters;
}

void Engine::announceAs(ThreadId Id, Operation &Op) {
  Thread &Self = Threads[Id];
  Self.Pending = &Op;
  Pending[Id.index()] = &Op;
  if (!mayWait(Op.Kind)) {
    setEnabled(Self, true);
    return;
  }
  if (Op.Object.isValid())
    beginWait(Id, Op);
  bool Enable = isReady(Self);
  if (!Enable && Op.Deadline != NoDeadline)
    Enable = Self.Early =
        happens(ValueReason::EarlyTimeout,
                Op.Kind == OpKind::Sleep ? SleepValueBound : RareValueBound);
  if (!Enable && Op.Deadline < NextDeadline)
    NextDeadline = Op.Deadline;
  setEnabled(Self, Enable);
}

void Engine::refresh(ObjectId Id) {
  for (ThreadId Waiting : object(Id).Pending) {
    Thread &Of = Threads[Waiting];
    setEnabled(Of, isReady(Of));
    if (!Of.Enabled && Of.Pending->Deadline < NextDeadline)
      NextDeadline = Of.Pending->Deadline;
  }
}

void Engine::setForemost(ThreadId Who) {
  Narrowing += Who.isValid();
  Narrowing -= Foremost.isValid();
  Foremost = Who;
}

/// Not every enabled thread may be chosen.
void Engine::narrow(SchedulerView &View) {
  if (Spinners)
    leaveOutSpinners(View);
  if (!Foremost.isValid() || !Threads[Foremost].Enabled ||
      Threads[Foremost].SetAside)
    return;
  Eligible.assign(1, Foremost);
  EligibleSet.clear();
  EligibleSet.insert(Foremost);
  View.Enabled = Eligible;
  View.EnabledSet = EligibleSet.words();
}

//===----------------------------------------------------------------------===//
// The three moves
//===----------------------------------------------------------------------===//

/// Field by field, into the log itself: a copy would wait for the stores.
inline void Engine::describe(const Thread &Of, Decision &As) {
  const Operation &Op = *Of.Pending;
  As.Thread = uint16_t(Of.Id.Value);
  As.Kind = Op.Kind;
  As.Flags = 0;
  if (mayWait(Op.Kind) && !canGoOn(Of))
    As.Flags = Of.Enabled ? DecisionTimedOut : DecisionHasToWait;
  As.Site = named(Op.Site).Value;
  As.Object = Op.Object.Value;
}

inline ThreadId Engine::ask(const SchedulerView &View) {
  ThreadId Next = Chooser.pick(View);
  LOCKSTEP_CHECK(Next.isValid() && Next.index() < Threads.size() &&
                 Threads[Next].Enabled);
  return Next;
}

SiteId Engine::namedPlace(SiteId Site) {
  auto [Number, IsNew] = PlaceNumbers.insert(Site.Value);
  if (IsNew)
    Log.place(Site);
  return SiteId(FirstPlace + Number);
}

/// What the current thread does next commutes with all that others do.
bool Engine::goesOnUnasked() const {
  const Thread &Self = Threads[Current];
  bool GaveWay = RunLength && RunLength % Limits.FairnessBound == 0;
  return Self.Pending && Self.Enabled && !Self.SetAside && !GaveWay &&
         Quiet->contains(Self.Pending->Site);
}

/// \returns whether there is room for another step, and lets its time begin.
[[gnu::always_inline]] inline bool Engine::beginStep() {
  if (Ended != OutcomeKind::Passed)
    return false;
  if (Step >= Limits.MaxSteps || Log.full()) {
    Culprit = Current;
    end(OutcomeKind::StepLimit);
    return false;
  }
  Now += StepNanoseconds;
  if (Now >= NextDeadline)
    fireDeadlines();
  return true;
}

/// \p Next is to perform its pending operation. \p IsChoice: another thread
/// might have been.
[[gnu::always_inline]] inline void
Engine::decide(ThreadId Next, const SchedulerView &View, bool IsChoice) {
  Thread &Chosen = Threads[Next];
  const Operation &Op = *Chosen.Pending;
  Decision &Made = Log.slot();
  describe(Chosen, Made);
  Log.decided(IsChoice);
  Chosen.TimedOut = Made.timedOut();
  if (Chosen.Early) [[unlikely]]
    endEarly(Chosen);
  if (strategyListens())
    Chooser.executed(Next, Op, View);
  if (mayWait(Op.Kind) && Op.Object.isValid())
    endWait(Next, Op);

  if (Next != Current)
    RunLength = 0;
  else if (++RunLength % Limits.FairnessBound == 0 && View.Enabled.size() > 1)
    giveWay(Chosen);
  Current = Next;
  ++Step;
}

ThreadId Engine::choose() {
  if (!beginStep())
    return ThreadId();
  while (Enabled.empty())
    if (!lookOutside(NextDeadline == NoDeadline) && !passTime())
      return nobodyCanGoOn();
  if (Changes != ChangesSeen) [[likely]]
    notStuck();
  else if (isStuck())
    return livelock();

  SchedulerView View{Enabled, EnabledSet.words(), Pending, Current, Step};
  if (Narrowing)
    narrow(View);
  ThreadId Next = Current;
  bool Asked = !Quiet || Script || !goesOnUnasked();
  if (Asked)
    Next = Script ? follow(View) : ask(View);
  if (!Next.isValid())
    return Next;
  decide(Next, View, Asked && View.Enabled.size() > 1);
  return Next;
}

ThreadId Engine::goOn() {
  LOCKSTEP_CHECK(Threads[Current].Pending && Threads[Current].Enabled);
  if (!beginStep() || !followAlone())
    return ThreadId();
  decide(Current, {Enabled, EnabledSet.words(), Pending, Current, Step},
         /*IsChoice=*/false);
  return Current;
}

/// What is wanted in a replay, where only the current thread may go on.
bool Engine::followAlone() {
  if (!Script)
    return true;
  const Decision *Want = Script->next();
  Decision Actual;
  describe(Threads[Current], Actual);
  if (Want && Actual == *Want) {
    matched();
    return true;
  }
  if (leaveScript())
    return true;
  Script->differs(Actual);
  Culprit = Current;
  end(OutcomeKind::Divergence);
  return false;
}

ThreadId Engine::follow(const SchedulerView &View) {
  const Decision *Want = Script->next();
  // What the program does in place of what is wanted: the wanted thread's
  // operation when it has one, else that of whoever comes first.
  ThreadId Who = View.Enabled.front();
  if (Want && Want->Thread < Threads.size() && Threads[Want->thread()].Pending)
    Who = Want->thread();
  Decision Actual;
  describe(Threads[Who], Actual);
  if (!Want || Actual != *Want || !Threads[Who].Enabled) {
    if (leaveScript())
      return ask(View);
    Script->differs(Actual);
    Culprit = Who;
    return end(OutcomeKind::Divergence);
  }
  matched();
  return Who;
}

void Engine::matched() {
  Script->matched();
  Log.followed(Script->position());
}

/// What comes next is not in the recording. \returns true when the strategy
/// takes over.
bool Engine::leaveScript() {
  if (!Script->goesOn())
    return false;
  Script = nullptr;
  return true;
}

void Engine::performed(const Operation &Op, const Effect &Done) {
  Thread &Self = Threads[Current];
  // The operation is over, and so is the frame that holds it.
  Self.Pending = nullptr;
  Pending[Current.index()] = nullptr;
  if (Races)
    checkRaces(Op, Done);
  switch (Op.Kind) {
  case OpKind::CondWait:
  case OpKind::CondTimedWait: {
    // The mutex is released and the wait begins in one step.
    Operation Unlock;
    Unlock.Kind = OpKind::MutexUnlock;
    applyToLock(Unlock, {}, Current, object(Op.Second));
    park(Op.Object);
    refresh(Op.Second);
    break;
  }
  case OpKind::ThreadExit:
    finish(Self);
    break;
  default:
    if (Op.Object.isValid() && operationObject(Op.Kind) != ObjectKind::Memory &&
        applyToLock(Op, Done, Current, object(Op.Object)))
      refresh(Op.Object);
  }
  if (Log.wantsEvents())
    record(Op, Done);
  noteSpin(Self, Op, Done);
}

void Engine::record(const Operation &Op, const Effect &Done) {
  Event What;
  What.Step = Log.latestChoice();
  What.Value = Done.Value;
  What.Written = Done.Written;
  What.Time = Now;
  What.Thread = Current;
  What.Site = named(Op.Site);
  What.Object = Op.Object;
  What.Second = Op.Second;
  What.Size = Op.Size;
  What.Kind = Op.Kind;
  What.Order = Op.Order;
  What.Rmw = Op.Rmw;
  What.Flags = Done.Flags;
  if (Threads[Current].Rare) [[unlikely]] {
    // A wait that might have ended otherwise may have ended well all the same.
    constexpr uint8_t NotWell = EventFailed | EventTimedOut | EventSpurious;
    if (Done.Flags & NotWell || Op.Kind == OpKind::Sleep ||
        Op.Kind == OpKind::Transfer)
      What.Flags |= EventByChoice;
    Threads[Current].Rare = false;
  }
  Log.happened(What);
}

ThreadId Engine::born(ObjectId Self) {
  Thread &Parent = Threads[Current];
  Thread &Child = Threads.add();
  LOCKSTEP_CHECK(Threads.size() <= 0xffff);
  Log.born(Current);
  Child.Parent = Current;
  Child.BirthOrder = Parent.Children++;
  Child.Self = Self;
  object(Self).Target = Child.Id;
  Child.Start.Kind = OpKind::ThreadStart;
  Child.Start.Object = Self;
  Pending.push_back(nullptr);
  ++Live;
  Alone = false;
  if (Races)
    Races->born(Current);
  if (strategyListens())
    Chooser.threadCreated(Child.Id, Current);
  announceAs(Child.Id, Child.Start);
  return Child.Id;
}

void Engine::finish(Thread &Of) {
  setEnabled(Of, false);
  Of.Finished = true;
  --Live;
  Alone = !Races && Live == 1;
  object(Of.Self).Finished = true;
  refresh(Of.Self);
}

//===----------------------------------------------------------------------===//
// Objects and parking
//===----------------------------------------------------------------------===//

ObjectId Engine::newObject(ObjectKind Kind, uint64_t Address) {
  ObjectId Id(uint32_t(Objects.size()));
  Object &New = Objects.emplace_back();
  New.Kind = Kind;
  New.Address = Address;
  Log.object(Address);
  return Id;
}

ObjectId Engine::lookUp(uint64_t Address, ObjectKind Kind) {
  MemoryCell &Cell = Shared.cell(Address);
  ObjectId Found = Cell.Objects;
  while (Found.isValid() && (Objects[Found.index()].Address != Address ||
                             Objects[Found.index()].Kind != Kind))
    Found = Objects[Found.index()].Next;
  if (!Found.isValid()) {
    Found = newObject(Kind, Address);
    Objects[Found.index()].Next = Cell.Objects;
    Cell.Objects = Found;
  }
  Recent[recentSlot(Address)] = {Address, Found, Kind};
  return Found;
}

void Engine::park(ObjectId Where, uint32_t Mask) {
  Thread &Self = Threads[Current];
  Self.Notified = false;
  Self.ParkedOn = Where;
  Self.WakeMask = Mask;
  object(Where).Parked.push_back(Current);
}

void Engine::unpark(ObjectId Where) {
  Thread &Self = Threads[Current];
  if (Self.ParkedOn.isValid())
    std::erase(object(Self.ParkedOn).Parked, Current);
  Self.ParkedOn = ObjectId();
}

uint32_t Engine::wake(ObjectId Where, uint32_t Count, uint32_t Mask) {
  uint32_t Woken = 0;
  while (Woken < Count) {
    std::vector<ThreadId> &Parked = object(Where).Parked;
    uint32_t Matching =
        uint32_t(std::count_if(Parked.begin(), Parked.end(), [&](ThreadId Of) {
          return Threads[Of].WakeMask & Mask;
        }));
    if (!Matching)
      break;
    // When all will be woken, the order says nothing.
    uint32_t Which = Matching > Count - Woken
                         ? chooseValue(ValueReason::WakeOrder, Matching)
                         : 0;
    for (auto It = Parked.begin(); It != Parked.end(); ++It) {
      if (!(Threads[*It].WakeMask & Mask) || Which--)
        continue;
      notify(*It);
      break;
    }
    ++Woken;
  }
  return Woken;
}

void Engine::notify(ThreadId Who) {
  Thread &Of = Threads[Who];
  std::erase(object(Of.ParkedOn).Parked, Who);
  Of.Notified = true;
  Of.ParkedOn = ObjectId();
  if (Of.Pending && isResume(Of.Pending->Kind))
    setEnabled(Of, true);
}

uint32_t Engine::requeue(ObjectId From, ObjectId To, uint32_t Count) {
  std::vector<ThreadId> &Source = object(From).Parked;
  uint32_t Moved = uint32_t(std::min<size_t>(Count, Source.size()));
  for (uint32_t I = 0; I < Moved; ++I) {
    Threads[Source[I]].ParkedOn = To;
    object(To).Parked.push_back(Source[I]);
  }
  Source.erase(Source.begin(), Source.begin() + Moved);
  return Moved;
}

//===----------------------------------------------------------------------===//
// The end
//===----------------------------------------------------------------------===//

ThreadId Engine::end(OutcomeKind Kind) {
  if (Ended == OutcomeKind::Passed)
    Ended = Kind;
  return ThreadId();
}

ThreadId Engine::nobodyCanGoOn() {
  for (const Thread &Of : Threads) {
    if (!Outsiders || !Of.Pending || !Of.Pending->Object.isValid() ||
        !object(Of.Pending->Object).SharedOutside)
      continue;
    Culprit = Of.Id;
    FailedObject = Of.Pending->Object;
    FailedSite = Of.Pending->Site;
    return end(OutcomeKind::Blocked);
  }
  return end(OutcomeKind::Deadlock);
}

void Engine::fail(OutcomeKind Kind, ObjectId Where, MisuseKind What,
                  SiteId At) {
  if (Ended != OutcomeKind::Passed)
    return;
  Culprit = Current;
  FailedObject = Where;
  FailedSite = At;
  Misuse = What;
  end(Kind);
}
