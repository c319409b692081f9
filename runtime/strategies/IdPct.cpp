//===- IdPct.cpp - The strategy idpct: pct, deeper now and then -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// pct (Pct.cpp) whose depth changes from execution to execution, so that nobody
// has to know how deep the bug is: iterative deepening, after R. Korf,
// "Depth-First Iterative-Deepening", Artificial Intelligence 1985. There is no
// paper on this combination; that mixing depths helps shows in the tables of
// the papers, where depth 3 and depth 10 each miss what the other finds.
//
// The depths 2, 3, …, D have shares that halve from one to the next, since the
// chance to hit a bug falls by a factor of about k with each. They come in
// periods of 2^(D - 1) - 1 executions: number p of a period, from 1, has depth
// 2 + (the number of zeros at the end of p in binary). With D = 6: depth 2 in
// 16 of 31 executions, 3 in 8, 4 in 4, 5 in 2, and 6 in one. The period is odd,
// so that the depths do not fall in step with what the engine does in every
// fourth execution (preload/Execution.cpp).
//
// Guarantee: a bug of depth d is hit in each period at least as often as by
// 2^(D - d) executions of pct with depth d.
//
// Specified: an execution is one of pct with that depth, for the same start.
//
//===----------------------------------------------------------------------===//

#include "strategies/Algorithms.h"
#include "strategies/Pct.h"

#include <bit>

using namespace lockstep;

namespace {
class IdPct final : public Pct {
public:
  explicit IdPct(uint64_t Deepest)
      : Pct(Deepest), Period((uint64_t(1) << (Deepest - 1)) - 1) {}

  void begin(const ExecutionStart &Start) override {
    uint64_t Place = Start.Iteration % Period + 1;
    Pct::begin(Start, 2 + uint64_t(std::countr_zero(Place)),
               Start.Known.MaxChoices);
  }

private:
  const uint64_t Period;
};
} // namespace

std::unique_ptr<Strategy>
lockstep::makeIdPct(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.size() == 1 && Values[0] >= 2 && Values[0] <= 64);
  return std::make_unique<IdPct>(Values[0]);
}
