//===- Compare.h - Where two executions differ ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLAIN_COMPARE_H
#define LOCKSTEP_EXPLAIN_COMPARE_H

#include "explain/Matching.h"

namespace lockstep::explain {

/// Two events that both executions have, in this order in the first and in the
/// other order in the second.
struct ReorderedPair {
  EventIndex EarlierInFirst = NoIndex; ///< index into Matching::first()
  EventIndex LaterInFirst = NoIndex;
  friend bool operator==(const ReorderedPair &,
                         const ReorderedPair &) = default;
};

/// How many decisions from the beginning are the same in both: thread by birth,
/// operation, place, the object's name, time-outs and values.
uint64_t commonDecisions(const Matching &Both);

/// The pairs of dependent events of different threads whose order differs,
/// without those that follow from others and program order (the transitive
/// reduction in the second execution). What a thread was about to do at the end
/// counts as an event after all others. That a lock was given back counts only
/// with its taking. Ascending.
std::vector<ReorderedPair> reorderedPairs(const Matching &Both);

} // namespace lockstep::explain

#endif
