//===- Schedules.h - Schedules to test traces with --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_UNIT_TRACE_SCHEDULES_H
#define LOCKSTEP_TEST_UNIT_TRACE_SCHEDULES_H

#include "trace/Trace.h"

#include <cstdint>

namespace lockstep::test {

/// How the next thread of an invented execution is chosen.
enum class Choice {
  Random, ///< any enabled thread, uniformly, at every decision
  Pct     ///< the one of highest priority; few priority changes
};

/// The schedule of a program whose threads each loop: lock a shared mutex,
/// read and write under it, unlock, add to an atomic, try a compare-exchange
/// that fails when another thread was faster, and signal every eighth time
/// (with a value decision: whom to wake). Complete with its tables: valid for
/// the validator. \p Count decisions, give or take the births.
Trace loopingProgram(unsigned Threads, Choice How, uint64_t Count,
                     uint64_t Seed);

/// The schedule of threads that each walk over the same \p Elements again and
/// again, reading and writing each, chosen at random.
Trace arrayProgram(unsigned Threads, uint32_t Elements, uint64_t Count,
                   uint64_t Seed);

/// A trace with something in every field, odd values included; its decisions
/// are arbitrary. For round trips, not for the validator.
Trace oddTrace(uint64_t Seed, size_t Decisions);

/// Invents what came of most of \p Of's decisions, and where its threads stood
/// at the end: counters that are read and written, now and then odd numbers.
void addEvents(Trace &Of, uint64_t Seed);

/// The trace of the worked example in docs/trace-format.md.
Trace exampleTrace();

/// Every field, the body included.
bool same(const Trace &A, const Trace &B);

} // namespace lockstep::test

#endif
