//===- LivelockText.cpp - Livelocks in words ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Finding.h"
#include "report/Livelock.h"
#include "report/Messages.h"
#include "report/Text.h"
#include "report/WaitGraph.h"

using namespace lockstep;

namespace {
constexpr size_t MaxThreadsTold = 16;

class LivelockText {
public:
  LivelockText(ReportContext &Context, Finding &Found)
      : Context(Context), Found(Found), Graph(buildWaitGraph(Context.Record)),
        Spins(findSpins(Context.Record)) {}

  void run();

private:
  Place placeOf(const Spin &S);
  void tellSpin(const Spin &S);
  void tellOthers();
  std::string otherText(ThreadId Thread);
  const Spin *spinOf(ThreadId Thread) const;

  ReportContext &Context;
  Finding &Found;
  WaitGraph Graph;
  std::vector<Spin> Spins;
};
} // namespace

/// The spinning line itself, even in a library's header: that is where the
/// thread is. The stack says who called it.
Place LivelockText::placeOf(const Spin &S) {
  const TraceSite *Site = Context.Where.site(S.Site);
  if (Site && !Site->File.empty())
    return {escapeText(Site->File), Site->Line, Site->Column,
            escapeText(shortFunctionName(Site->Function))};
  const ThreadRecord *Thread = Context.threadRecord(S.Thread);
  return Context.Where.find(S.Site, Thread ? Thread->Where : StackId());
}

const Spin *LivelockText::spinOf(ThreadId Thread) const {
  for (const Spin &S : Spins)
    if (S.Thread == Thread)
      return &S;
  return nullptr;
}

void LivelockText::tellSpin(const Spin &S) {
  Place At = placeOf(S);
  Found.Body.push_back("");
  Found.say(0, messages::spins(Context.thread(S.Thread), S.Kind,
                               Context.Names.longName(S.Object)));
  Found.say(1, messages::at(At.text()));
  Found.show(Context, At);
  if (S.HasValue)
    Found.say(1, messages::spinValue(valueText(S.Value, S.Size), S.Rounds));
  if (S.LastWrite == NoEvent) {
    Found.say(1, messages::neverWritten());
    return;
  }
  const Event &Write = Context.Record.Schedule.Events[S.LastWrite];
  Place By = Context.place(Write);
  std::string Value =
      Write.Flags & EventHasWritten ? valueText(Write.Written, Write.Size) : "";
  Found.say(
      1, messages::lastWritten(Context.thread(Write.Thread), Value, By.text()));
  Found.show(Context, By);
  Found.Evidence.push_back(S.LastWrite);
}

std::string LivelockText::otherText(ThreadId Thread) {
  std::string Name = Context.thread(Thread);
  const ThreadRecord &Other = *Context.threadRecord(Thread);
  if (Other.State == ThreadState::Finished)
    return messages::otherFinished(Name);
  if (const Spin *S = spinOf(Thread))
    return messages::spins(Name, S->Kind, Context.Names.longName(S->Object));
  if (const Wait *W = Graph.waitOf(Thread))
    return messages::waits(Name, W->Kind, Context.Names.longName(W->Object));
  return messages::otherCanRun(Name);
}

void LivelockText::tellOthers() {
  size_t Others = Context.Record.Threads.size() - 1, Count = 0;
  if (!Others)
    return;
  Found.Body.push_back("");
  Found.say(0, messages::nobodyCanChange());
  for (size_t I = 0; I <= Others; ++I) {
    ThreadId Thread{uint32_t(I)};
    if (Thread == Spins[0].Thread)
      continue;
    if (Count++ == MaxThreadsTold) {
      Found.say(1, messages::andMore(Others - MaxThreadsTold));
      break;
    }
    Found.say(1, otherText(Thread));
    if (const Wait *W = Graph.waitOf(Thread))
      Found.Stacks.push_back(
          {messages::stackOfWait(Context.thread(Thread)), W->Stack, W->Site});
  }
}

void LivelockText::run() {
  if (Spins.empty()) {
    Found.Headline = messages::headLivelockUnknown();
    return;
  }
  const Spin &First = Spins[0];
  Found.Headline = messages::headLivelock(Context.thread(First.Thread),
                                          Context.Names.longName(First.Object));
  Found.Where = placeOf(First);
  for (size_t I = 0; I < Spins.size() && I < MaxThreadsTold; ++I) {
    tellSpin(Spins[I]);
    if (const ThreadRecord *Thread = Context.threadRecord(Spins[I].Thread))
      Found.Stacks.push_back(
          {messages::stackOfSpin(Context.thread(Spins[I].Thread)),
           Thread->Where, Spins[I].Site});
  }
  tellOthers();
}

void lockstep::describeLivelock(ReportContext &Context, Finding &Found) {
  LivelockText(Context, Found).run();
}
