//===- Validator.cpp - Does a trace make sense? ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Validator.h"

#include "trace/Decoder.h"
#include "trace/EventFrame.h"

#include <algorithm>
#include <vector>

using namespace lockstep;

namespace {

class Validator {
public:
  explicit Validator(const Trace &Of) : Of(Of) {}

  Status validate() {
    modules();
    sites();
    threads();
    objects();
    for (size_t I = 0; I < Of.Decisions.size() && Problem.empty(); ++I)
      decision(I);
    events();
    ends();
    races();
    finding();
    if (Problem.empty())
      return success();
    return Error{"the trace contradicts itself: " + Problem +
                 "; record the execution again"};
  }

private:
  /// "thread 3: text", for the first problem.
  void fail(const char *What, size_t Index, const std::string &Text) {
    if (Problem.empty())
      Problem = std::string(What) + " " + std::to_string(Index) + ": " + Text;
  }

  void modules() {
    for (size_t I = 0; I < Of.Modules.size(); ++I)
      if (Of.Modules[I].BuildId.find_first_not_of("0123456789abcdef") !=
          std::string::npos)
        fail("module", I, "its build id is not lower-case hexadecimal");
    for (size_t I = 0; I < Of.Environment.size(); ++I)
      if (Of.Environment[I].find('=') == std::string::npos)
        fail("environment variable", I, "it has no '='");
  }

  void sites() {
    for (size_t I = 0; I < Of.Sites.size(); ++I)
      if (Of.Sites[I].Module != 0xffffffff &&
          Of.Sites[I].Module >= Of.Modules.size())
        fail("site", I, "its module is not in the list");
    for (size_t I = 0; I < Of.SharedSites.size(); ++I) {
      if (Of.SharedSites[I] >= Of.Sites.size())
        fail("shared site", I, "it is not in the list of sites");
      if (I && Of.SharedSites[I] <= Of.SharedSites[I - 1])
        fail("shared site", I, "it does not ascend");
    }
  }

  void threads() {
    if (Of.Threads.empty() && !Of.Decisions.empty())
      fail("thread", 0, "there is no main thread");
    std::vector<uint32_t> Children(Of.Threads.size());
    for (size_t I = 0; I < Of.Threads.size(); ++I) {
      const TraceThread &Thread = Of.Threads[I];
      if (I == 0) {
        if (Thread.Parent != 0xffffffff || Thread.BirthOrder != 0)
          fail("thread", I, "the main thread has a parent");
      } else if (Thread.Parent >= I) {
        fail("thread", I, "its parent is not an earlier thread");
      } else if (Thread.BirthOrder != Children[Thread.Parent]++) {
        fail("thread", I, "its birth order is not the next of its parent");
      }
      if (!Problem.empty())
        return;
    }
    Created.resize(Of.Threads.size());
  }

  bool isBorn(size_t Thread) const {
    const TraceThread &Entry = Of.Threads[Thread];
    return Thread == 0 || Created[Entry.Parent] > Entry.BirthOrder;
  }

  void decision(size_t I) {
    const Decision &What = Of.Decisions[I];
    if (What.Thread >= Of.Threads.size())
      fail("decision", I,
           "thread " + std::to_string(What.Thread) + " is not in the list");
    else if (!isBorn(What.Thread))
      fail("decision", I,
           "thread " + std::to_string(What.Thread) +
               " acts before its parent created it");
    else if (What.isValue())
      value(I, What);
    else
      operation(I, What);
  }

  void value(size_t I, const Decision &What) {
    constexpr uint8_t ReasonBits = 0xf0;
    if (What.Kind != OpKind::None ||
        (What.Flags & ~ReasonBits) != DecisionIsValue ||
        unsigned(What.reason()) >= ValueReasonCount)
      fail("decision", I,
           "a value with a kind, flags or reason it cannot have");
    if (What.bound() < 2 || What.choice() >= What.bound())
      fail("decision", I,
           "the value " + std::to_string(What.choice()) + " is not below " +
               std::to_string(What.bound()));
  }

  void operation(size_t I, const Decision &What) {
    if (What.Flags & ~DecisionTimedOut)
      fail("decision", I, "it has flags that do not exist");
    known("decision", I, SiteId(What.Site));
    known("decision", I, ObjectId(What.Object));
    if (What.Kind == OpKind::ThreadCreate)
      ++Created[What.Thread];
  }

  void known(const char *What, size_t Index, SiteId Site) {
    if (Site.isValid() && (Site.index() >= Of.Sites.size() ||
                           Of.Sites[Site.index()] == TraceSite()))
      fail(What, Index,
           "site " + std::to_string(Site.index()) + " is not in the list");
  }
  void known(const char *What, size_t Index, ObjectId Object) {
    if (Object.isValid() && Object.index() >= Of.Objects.size())
      fail(What, Index,
           "object " + std::to_string(Object.index()) + " is not in the list");
  }

  void objects() {
    for (size_t I = 0; I < Of.Objects.size() && Problem.empty(); ++I) {
      const TraceObject &Object = Of.Objects[I];
      known("object", I, Object.Base);
      if (!Object.Base.isValid() || !Problem.empty())
        continue;
      const TraceObject &Base = Of.Objects[Object.Base.index()];
      if (Object.Kind != ObjectKind::Memory || Base.Kind != ObjectKind::Memory)
        fail("object", I, "it overlaps, and is no memory");
      if (Base.Base.isValid() || !Object.Distance)
        fail("object", I, "its base is not the first of those that overlap");
    }
  }

  void events() {
    if (std::string Wrong = checkEvents(Of.Events, Of.Decisions);
        Problem.empty())
      Problem = std::move(Wrong);
    for (size_t I = 0; I < Of.Events.size() && Problem.empty(); ++I) {
      const Event &What = Of.Events[I];
      known("event", I, What.Second);
      known("event", I, What.Caller);
      if (I && What.Time < Of.Events[I - 1].Time)
        fail("event", I, "its time is before that of the event before it");
      if (What.Flags & ~EventAllFlags)
        fail("event", I, "it has flags that do not exist");
    }
  }

  void ends() {
    if (Of.Ends.empty())
      return;
    if (Of.Ends.size() > Of.Threads.size())
      fail("end", Of.Threads.size(), "there is no such thread");
    for (size_t I = 0; I < Of.Ends.size() && Problem.empty(); ++I) {
      const TraceThreadEnd &End = Of.Ends[I];
      known("end", I, End.Site);
      known("end", I, End.Caller);
      known("end", I, End.Object);
      known("end", I, End.Second);
      if (End.State == ThreadState::Finished && End != TraceThreadEnd())
        fail("end", I, "its thread has finished, and waits");
    }
    if (Of.Culprit.isValid() && Of.Culprit.index() >= Of.Threads.size())
      fail("culprit", Of.Culprit.index(), "there is no such thread");
    known("culprit", 0, Of.FailedObject);
    known("culprit", 0, Of.FailedSite);
    known("culprit", 0, Of.FailedCaller);
  }

  void races() {
    for (size_t I = 0; I < Of.KnownRaces.size() && Problem.empty(); ++I) {
      const RacePair &Pair = Of.KnownRaces[I];
      if (!Pair.First.isValid() || Pair.Second.index() >= Of.Sites.size())
        fail("known race", I, "its sites are not in the list");
      if (Pair.Second < Pair.First || (I && Pair <= Of.KnownRaces[I - 1]))
        fail("known race", I, "it does not ascend");
    }
    for (size_t I = 0; I < Of.Accesses.size() && Problem.empty(); ++I) {
      const RaceAccess &Access = Of.Accesses[I];
      if (Access.Thread.index() >= Of.Threads.size())
        fail("access", I, "there is no such thread");
      if (Access.Events > Of.Events.size() && !Of.Events.empty())
        fail("access", I, "there are not so many events before it");
      known("access", I, Access.Site);
      known("access", I, Access.Caller);
    }
    if (Of.Outcome != OutcomeKind::DataRace && !Of.Accesses.empty())
      fail("access", 0, "the execution did not end with a data race");
    if (Of.Accesses.size() == 1)
      fail("access", 0, "a race takes two");
  }

  /// Whether something with this number can have a stack in that role.
  bool hasRole(const TraceStack &Stack) const {
    switch (Stack.Role) {
    case StackRole::Creation:
      return Stack.Of < Of.Threads.size();
    case StackRole::Access:
      return Stack.Of < Of.Accesses.size();
    default:
      return Stack.Of == 0;
    }
  }

  void finding() {
    for (size_t I = 0; I < Of.Frames.size(); ++I)
      if (Of.Frames[I].Outer != 0xffffffff && Of.Frames[I].Outer >= I)
        fail("frame", I, "its caller is not a frame before it");
    for (size_t I = 0; I < Of.Stacks.size(); ++I) {
      if (Of.Stacks[I].Frame >= Of.Frames.size())
        fail("stack", I, "its innermost frame is not in the list");
      if (!hasRole(Of.Stacks[I]))
        fail("stack", I, "what it is the stack of does not exist");
    }
    for (size_t I = 0; I < Of.Holds.size() && Problem.empty(); ++I) {
      const AnnotatedHold &Hold = Of.Holds[I];
      if (Hold.Access >= Of.Accesses.size() ||
          (I && Hold.Access < Of.Holds[I - 1].Access))
        fail("annotated lock", I, "its access does not exist, or not in order");
      if (Hold.Lock.index() >= Of.Objects.size())
        fail("annotated lock", I, "there is no such object");
      known("annotated lock", I, Hold.Caller);
    }
    for (ThreadId Who : {Of.Memory.AllocatedBy, Of.Memory.FreedBy})
      if (Who.isValid() && Who.index() >= Of.Threads.size())
        fail("block", 0, "who allocated or freed it does not exist");
  }

  const Trace &Of;
  std::string Problem;
  std::vector<uint32_t> Created; ///< by thread: how often it created one
};

} // namespace

Status lockstep::validateContents(const Trace &Of) {
  return Validator(Of).validate();
}

Status lockstep::validateTrace(std::string_view Bytes) {
  Result<Trace> Decoded = decodeTrace(Bytes);
  if (!Decoded)
    return Error{Decoded.error()};
  if (Decoded->Truncated)
    return Error{"the trace was cut: only its first " +
                 std::to_string(Decoded->Decisions.size()) +
                 " decisions are left; record the execution again for all"};
  return validateContents(*Decoded);
}
