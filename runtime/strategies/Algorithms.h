//===- Algorithms.h - The factories of the strategies -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_ALGORITHMS_H
#define LOCKSTEP_STRATEGIES_ALGORITHMS_H

#include "sched/Strategy.h"

#include <cstdint>
#include <memory>
#include <span>

namespace lockstep {

// Each makes the strategy of the file it is defined in. Values holds one number
// per parameter of its row in Table.cpp, in that order and within its range.

std::unique_ptr<Strategy> makeRandomWalk(std::span<const uint64_t> Values);
/// Values: depth.
std::unique_ptr<Strategy> makePct(std::span<const uint64_t> Values);
/// Values: depth, yields.
std::unique_ptr<Strategy> makeFairPct(std::span<const uint64_t> Values);
std::unique_ptr<Strategy> makeHold(std::span<const uint64_t> Values);
/// As part of a portfolio: \p OwnOf says how many of the executions from number
/// First to before number Last are made by it.
using CountOwn = uint64_t (*)(uint64_t First, uint64_t Last);
std::unique_ptr<Strategy> makeHold(CountOwn OwnOf);
/// Values: deepest.
std::unique_ptr<Strategy> makeIdPct(std::span<const uint64_t> Values);
std::unique_ptr<Strategy> makePos(std::span<const uint64_t> Values);
/// Values: stay.
std::unique_ptr<Strategy> makeStickyRandom(std::span<const uint64_t> Values);
/// Values: bound.
std::unique_ptr<Strategy> makeDelay(std::span<const uint64_t> Values);
/// Values: bound.
std::unique_ptr<Strategy> makePreemption(std::span<const uint64_t> Values);
std::unique_ptr<Strategy> makeQl(std::span<const uint64_t> Values);
std::unique_ptr<Strategy> makeRevisit(std::span<const uint64_t> Values);
std::unique_ptr<Strategy> makeRoundRobin(std::span<const uint64_t> Values);
std::unique_ptr<Strategy> makeUrw(std::span<const uint64_t> Values);
std::unique_ptr<Strategy> makeSurw(std::span<const uint64_t> Values);
/// Values: feedback, focus.
std::unique_ptr<Strategy> makeRff(std::span<const uint64_t> Values);
std::unique_ptr<Strategy> makeAuto(std::span<const uint64_t> Values);

} // namespace lockstep

#endif
