//===- Search.cpp - Every schedule that is simpler ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "shrink/Search.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>

using namespace lockstep;

namespace {
/// Plans that are handed to the oracle at a time.
constexpr size_t Portion = 64;

class Search {
public:
  Search(Oracle &Runs, const Trial &Best, uint64_t MostExecutions)
      : Runs(Runs), Best(Best), Most(MostExecutions) {}

  SearchResult run() {
    add({}, 0, 0);
    while (!Waiting.empty() && !Result.Found) {
      if (Result.Executions >= Most || Runs.isExhausted()) {
        Result.IsComplete = false;
        break;
      }
      runPortion();
    }
    return std::move(Result);
  }

private:
  bool isBelow(uint64_t Preemptions, uint64_t Switches) const {
    return std::pair(Preemptions, Switches) <
           std::pair(Best.Cost.Preemptions, Best.Cost.Switches);
  }

  void add(Plan What, uint64_t Preemptions, uint64_t Switches) {
    if (!isBelow(Preemptions, Switches))
      return;
    // More than there are attempts for need not be kept.
    if (Result.Executions + Kept >= Most) {
      Result.IsComplete = false;
      return;
    }
    Waiting[Preemptions].push_back(std::move(What));
    ++Kept;
  }

  void runPortion() {
    auto Lowest = Waiting.begin();
    std::deque<Plan> &From = Lowest->second;
    size_t Count =
        std::min({From.size(), Portion, size_t(Most - Result.Executions)});
    auto End = From.begin() + ptrdiff_t(Count);
    std::vector<Plan> Now(std::move_iterator(From.begin()),
                          std::move_iterator(End));
    From.erase(From.begin(), End);
    if (From.empty())
      Waiting.erase(Lowest);
    Kept -= Count;
    size_t Done = 0;
    Runs.run(Now, Best, /*Branches=*/true, [&](size_t I, Trial &Of) {
      ++Done;
      ++Result.Executions;
      take(Now[I], Of);
      return !Result.Found;
    });
    Result.IsComplete &= Done == Count;
  }

  void take(const Plan &What, Trial &Of) {
    Result.IsComplete &= !Of.Cut;
    if (Of.Fails) {
      Result.Found = std::move(Of);
      return;
    }
    for (const Branch &Each : Of.Branches) {
      Plan Child = What;
      Child.Deviations.push_back(Each.Otherwise);
      add(std::move(Child), Each.Preemptions, Each.Switches);
    }
  }

  Oracle &Runs;
  const Trial &Best;
  const uint64_t Most;
  std::map<uint64_t, std::deque<Plan>> Waiting; ///< by preemptions
  uint64_t Kept = 0;
  SearchResult Result;
};
} // namespace

SearchResult lockstep::searchBelow(Oracle &Runs, const Trial &Best,
                                   uint64_t MostExecutions) {
  return Search(Runs, Best, MostExecutions).run();
}
