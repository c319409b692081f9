//===- Campaign.h - Many executions of a scripted program -------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_SUPPORT_CAMPAIGN_H
#define LOCKSTEP_TEST_SUPPORT_CAMPAIGN_H

#include "base/Random.h"
#include "explore/DigestMaker.h"
#include "support/ScriptedProgram.h"

#include <algorithm>
#include <memory>

namespace lockstep::scripted {

/// Executions of one program under one strategy, each with the seed of its
/// number, each knowing what all before it have shown: batches of one.
class Campaign {
public:
  /// \p Of must outlive the campaign.
  Campaign(const Program &Of, std::unique_ptr<Strategy> Chooser,
           uint64_t Seed = 1)
      : Player(Of), Chooser(std::move(Chooser)), Seed(Seed) {}

  /// The next execution. Valid until the one after it.
  const Execution &next() {
    ExecutionStart Start{executionSeed(Seed, Known.Executions),
                         Known.Executions, Known};
    const Execution &E = Player.run(*Chooser, Start);
    Chooser->learn(digestOf(E, Start));
    Chooser->endBatch();
    ++Known.Executions;
    Known.MaxSteps = std::max<uint64_t>(Known.MaxSteps, E.Schedule.size());
    Known.MaxChoices = std::max(Known.MaxChoices, E.Choices);
    return E;
  }

  /// Execution number \p Iteration, as one of a batch that begins now; nothing
  /// is learnt from it. Valid until the next one.
  const Execution &inSameBatch(uint64_t Iteration) {
    return Player.run(*Chooser,
                      {executionSeed(Seed, Iteration), Iteration, Known});
  }

  /// How many of the next \p Trials executions \p IsHit holds for.
  template <class Predicate> uint64_t count(uint64_t Trials, Predicate IsHit) {
    uint64_t Hits = 0;
    for (uint64_t Trial = 0; Trial < Trials; ++Trial)
      Hits += IsHit(next());
    return Hits;
  }

  /// Executions that are not counted, so that MaxChoices is what it will be.
  void warmUp(uint64_t Executions) {
    count(Executions, [](const Execution &) { return false; });
  }

  const Knowledge &known() const { return Known; }

private:
  Observation digestOf(const Execution &E, const ExecutionStart &Start) {
    Observation Seen = Digest.digest({E.Decisions, E.Parents, E.Addresses},
                                     E.Choices, Chooser->wants());
    Seen.Iteration = Start.Iteration;
    Seen.Seed = Start.Seed;
    Seen.Known = Start.Known.Executions;
    return Seen;
  }

  Executor Player;
  std::unique_ptr<Strategy> Chooser;
  uint64_t Seed;
  Knowledge Known;
  DigestMaker Digest;
};

} // namespace lockstep::scripted

#endif
