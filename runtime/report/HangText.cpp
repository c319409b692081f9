//===- HangText.cpp - Deadlocks and lost wake-ups in words ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Finding.h"
#include "report/Hang.h"
#include "report/Messages.h"

#include <algorithm>

using namespace lockstep;

namespace {
/// Most waits told in full; the others are counted.
constexpr size_t MaxWaitsTold = 16;
constexpr size_t MaxProvidersTold = 4;

/// Puts one hang in words.
class HangText {
public:
  HangText(ReportContext &Context, Finding &Found)
      : Context(Context), Found(Found), Graph(buildWaitGraph(Context.Record)),
        Told(Graph.Waits.size()) {}

  void run();

private:
  const Event &event(size_t Index) const {
    return Context.Record.Schedule.Events[Index];
  }
  std::string thread(ThreadId Thread) const { return Context.thread(Thread); }
  std::string object(const Wait &W) { return Context.Names.longName(W.Object); }
  Place placeOf(const Wait &W) { return Context.Where.find(W.Site, W.Stack); }
  void cite(const std::string &Title, size_t Index);

  void headline(const std::optional<LostWakeup> &Lost);
  size_t firstWait() const;
  void tellWait(size_t Index);
  void tellHolder(const Wait &W, const Holder &H);
  void tellState(const Wait &W);
  void tellProviders(const Wait &W);
  void tellLostWakeup(const LostWakeup &Lost);
  void tellOthers();

  ReportContext &Context;
  Finding &Found;
  WaitGraph Graph;
  std::vector<bool> Told;
};
} // namespace

/// An event that the text names: its stack is shown, the schedule keeps it.
void HangText::cite(const std::string &Title, size_t Index) {
  Found.Evidence.push_back(Index);
  Found.Stacks.push_back({Title, event(Index).Stack, event(Index).Site});
}

/// Where the SUMMARY line points when there is no cycle: a wait that is not
/// just for the end of another thread.
size_t HangText::firstWait() const {
  for (size_t I = 0; I < Graph.Waits.size(); ++I)
    if (Graph.Waits[I].Kind != OpKind::ThreadJoin)
      return I;
  return Graph.Waits.empty() ? NoEvent : 0;
}

void HangText::headline(const std::optional<LostWakeup> &Lost) {
  size_t First = firstWait();
  if (Lost) {
    First = Lost->Wait;
    const Wait &W = Graph.Waits[First];
    Found.Headline =
        messages::headLostWakeup(thread(W.Thread), object(W),
                                 Context.place(event(Lost->Signal)).fileText());
  } else if (!Graph.Cycles.empty()) {
    const std::vector<size_t> &Cycle = Graph.Cycles[0];
    First = Cycle[0];
    std::vector<std::string> Threads;
    for (size_t Member : Cycle)
      Threads.push_back(thread(Graph.Waits[Member].Thread));
    if (Cycle.size() == 1)
      Found.Headline =
          messages::headSelfCycle(Threads[0], object(Graph.Waits[First]));
    else if (Cycle.size() <= MaxWaitsTold)
      Found.Headline = messages::headCycle(messages::list(Threads));
    else
      Found.Headline = messages::headCycleOfMany(Cycle.size());
  } else if (Graph.Abandoned != NoEvent) {
    First = Graph.Abandoned;
    const Wait &W = Graph.Waits[First];
    for (const Holder &H : W.Holders)
      if (H.Finished) {
        Found.Headline = messages::headAbandoned(thread(W.Thread), object(W),
                                                 thread(H.Thread));
        break;
      }
  } else {
    Found.Headline = messages::headNobodyLeft(Graph.Waits.size());
  }
  if (First != NoEvent)
    Found.Where = placeOf(Graph.Waits[First]);
}

void HangText::tellHolder(const Wait &W, const Holder &H) {
  // That a thread to be joined has not ended goes without saying.
  if (W.Kind == OpKind::ThreadJoin)
    return;
  std::string Name = thread(H.Thread);
  if (H.WaitsToWrite) {
    Found.say(1, messages::standsBackFor(Name));
    return;
  }
  std::string By =
      H.Thread == W.Thread ? messages::heldByItself() : messages::heldBy(Name);
  if (H.Acquired == NoEvent) {
    Found.say(1, By + messages::acquiredUnknown());
    if (H.Finished)
      Found.say(1, messages::endedHolding(Name));
    return;
  }
  const Event &Taken = event(H.Acquired);
  Place At = Context.place(Taken);
  Found.say(1, By + messages::acquired(Taken.Kind, H.Depth, At.text()));
  Found.show(Context, At);
  if (H.Finished)
    Found.say(1, messages::endedHolding(Name));
  cite(messages::stackOfAcquire(Name, object(W)), H.Acquired);
}

/// The numbers that say why the object makes its waiters wait.
void HangText::tellState(const Wait &W) {
  const ObjectRecord *Object = Context.objectRecord(W.Object);
  if (!Object)
    return;
  if (Object->HeldOutside)
    Found.say(1, messages::heldOutside());
  switch (W.Kind) {
  case OpKind::BarrierResume:
    Found.say(1, messages::barrierCount(Object->Count, Object->Capacity));
    break;
  case OpKind::SemWait:
    Found.say(1, messages::semaphoreValue(Object->Count));
    break;
  case OpKind::QueueSend:
    Found.say(1, messages::queueFull(Object->Count, Object->Capacity));
    break;
  case OpKind::QueueReceive:
    Found.say(1, messages::queueLacks(Object->Count));
    break;
  default:
    break;
  }
}

void HangText::tellProviders(const Wait &W) {
  Found.say(1, messages::nobodyLeft(W.Kind));
  if (W.Providers.empty())
    Found.say(2, messages::neverProvided(W.Kind));
  size_t Count = std::min(W.Providers.size(), MaxProvidersTold);
  for (size_t I = 0; I < Count; ++I) {
    const Provider &P = W.Providers[I];
    std::string Name = thread(P.Thread);
    Place At = Context.place(event(P.Last));
    Found.say(2, messages::providedBefore(Name, event(P.Last).Kind, At.text()));
    Found.show(Context, At);
    Found.Evidence.push_back(P.Last);
    if (P.Finished)
      Found.say(2, messages::hasEnded(Name));
    else if (const Wait *Other = Graph.waitOf(P.Thread))
      Found.say(2, messages::waitsToo(Name, Other->Kind, object(*Other)));
  }
  if (W.Providers.size() > Count)
    Found.say(2, messages::andMore(W.Providers.size() - Count));
}

void HangText::tellWait(size_t Index) {
  if (Told[Index])
    return;
  Told[Index] = true;
  const Wait &W = Graph.Waits[Index];
  Place At = placeOf(W);
  Found.Body.push_back("");
  Found.say(0, messages::waits(thread(W.Thread), W.Kind, object(W)));
  Found.say(1, messages::at(At.text()));
  Found.show(Context, At);
  Found.Stacks.push_back(
      {messages::stackOfWait(thread(W.Thread)), W.Stack, W.Site});
  if (W.Began != NoEvent)
    Found.Evidence.push_back(W.Began);
  tellState(W);
  for (const Holder &H : W.Holders)
    tellHolder(W, H);
  if (W.Holders.empty())
    tellProviders(W);
}

void HangText::tellLostWakeup(const LostWakeup &Lost) {
  const Wait &W = Graph.Waits[Lost.Wait];
  const Event &Signal = event(Lost.Signal);
  std::string Waiter = thread(W.Thread), Signaller = thread(Signal.Thread);
  Place At = Context.place(Signal), Began = placeOf(W);
  Told[Lost.Wait] = true;
  Found.Body.push_back("");
  Found.say(0, messages::signalledBefore(Signaller, Signal.Kind, object(W),
                                         At.text()));
  Found.show(Context, At);
  Found.say(1, messages::wokeNobody());
  Found.say(0, messages::waitBegan(Waiter, Began.text()));
  Found.show(Context, Began);
  Found.say(1, messages::nobodyLeft(W.Kind));
  Found.explain(Context.Style.Width, messages::lostWakeupMend());
  Found.Stacks.push_back({messages::stackOfWait(Waiter), W.Stack, W.Site});
  cite(messages::stackOfSignal(Signaller, object(W)), Lost.Signal);
  Found.Evidence.push_back(Lost.Began);
}

/// The waits that are left: first those for something, then those for the end
/// of another thread.
void HangText::tellOthers() {
  size_t Remaining = std::count(Told.begin(), Told.end(), false), Count = 0;
  if (Remaining && Remaining < Told.size()) {
    Found.Body.push_back("");
    Found.say(0, messages::alsoWaiting());
  }
  for (bool Joins : {false, true})
    for (size_t I = 0; I < Graph.Waits.size(); ++I) {
      bool IsJoin = Graph.Waits[I].Kind == OpKind::ThreadJoin;
      if (!Told[I] && IsJoin == Joins && Count++ < MaxWaitsTold)
        tellWait(I);
    }
  if (Remaining > MaxWaitsTold) {
    Found.Body.push_back("");
    Found.say(0, messages::andMore(Remaining - MaxWaitsTold));
  }
}

void HangText::run() {
  std::optional<LostWakeup> Lost = findLostWakeup(Context.Record, Graph);
  if (Found.Kind != OutcomeKind::LostWakeup)
    Lost.reset();
  headline(Lost);
  if (Lost) {
    tellLostWakeup(*Lost);
  } else {
    for (const std::vector<size_t> &Cycle : Graph.Cycles)
      for (size_t I = 0; I < std::min(Cycle.size(), MaxWaitsTold); ++I)
        tellWait(Cycle[I]);
    if (!Graph.Cycles.empty() && Graph.Cycles[0].size() > 1) {
      Found.Body.push_back("");
      Found.explain(Context.Style.Width, Graph.Firm
                                             ? messages::firmCycleHint()
                                             : messages::softCycleHint());
    }
    if (Graph.Abandoned != NoEvent)
      tellWait(Graph.Abandoned);
  }
  tellOthers();
}

void lockstep::describeHang(ReportContext &Context, Finding &Found) {
  HangText(Context, Found).run();
}
