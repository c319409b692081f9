//===- Callers.cpp - The program's own places, in a trace -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Callers.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

using namespace lockstep;

namespace {
/// What writer and reader both expect: at the same site, after an event of the
/// same thread with the same caller, the caller of the last time. None at
/// first.
class CallerGuesses {
public:
  SiteId &guess(const Event &What) {
    uint64_t Key = uint64_t(Before[What.Thread.Value].Value) << 32;
    return Seen[Key | What.Site.Value];
  }
  void learn(const Event &What) { Before[What.Thread.Value] = What.Caller; }

private:
  std::unordered_map<uint64_t, SiteId> Seen;
  std::unordered_map<uint32_t, SiteId> Before; ///< by thread
};
} // namespace

bool lockstep::hasCallers(const Trace &Of, std::span<const Event> Events) {
  auto Has = [](const auto &Each) { return Each.Caller.isValid(); };
  return Of.FailedCaller.isValid() ||
         std::any_of(Events.begin(), Events.end(), Has) ||
         std::any_of(Of.Ends.begin(), Of.Ends.end(), Has);
}

void lockstep::writeCallers(FieldWriter &F, const Trace &Of,
                            std::span<const Event> Events) {
  CallerGuesses Guesses;
  // How many guesses before it were right, and what it is.
  std::vector<std::pair<uint64_t, SiteId>> Misses;
  uint64_t Right = 0;
  for (const Event &What : Events) {
    SiteId &Guess = Guesses.guess(What);
    if (Guess == What.Caller) {
      ++Right;
    } else {
      Misses.push_back({std::exchange(Right, 0), What.Caller});
      Guess = What.Caller;
    }
    Guesses.learn(What);
  }
  F.varint(Misses.size());
  for (auto &[Before, Caller] : Misses) {
    F.varint(Before);
    F.index(Caller.Value, "an event's caller");
  }
  for (const TraceThreadEnd &End : Of.Ends)
    F.index(End.Caller.Value, "a pending operation's caller");
  F.index(Of.FailedCaller.Value, "the caller that failed");
}

void lockstep::readCallers(FieldReader &F, Trace &Of) {
  CallerGuesses Guesses;
  auto Next = Of.Events.begin();
  auto Take = [&] {
    Next->Caller = Guesses.guess(*Next);
    Guesses.learn(*Next++);
  };
  uint64_t Misses = F.varint("the number of callers", Of.Events.size());
  for (; Misses && !F.failed(); --Misses) {
    // The events that are still to be named must be there.
    uint64_t Room = uint64_t(Of.Events.end() - Next) - Misses;
    uint64_t Right = F.varint("a run of known callers", Room);
    SiteId Caller;
    F.index(Caller.Value, "an event's caller");
    for (; Right; --Right)
      Take();
    Guesses.guess(*Next) = Caller;
    Take();
  }
  while (Next != Of.Events.end())
    Take();
  for (TraceThreadEnd &End : Of.Ends)
    F.index(End.Caller.Value, "a pending operation's caller");
  F.index(Of.FailedCaller.Value, "the caller that failed");
}
