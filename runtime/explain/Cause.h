//===- Cause.h - One event that led to another ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLAIN_CAUSE_H
#define LOCKSTEP_EXPLAIN_CAUSE_H

#include <cstdint>

namespace lockstep::explain {

/// Why one event is a cause of another; the table is reasons.def.
enum class Reason : uint8_t {
#define LOCKSTEP_REASON(Name, Slug, OfCause, AtEnd, OfEffect) Name,
#include "explain/reasons.def"
};

/// An index into Trace::Events.
using EventIndex = uint32_t;
constexpr EventIndex NoIndex = ~EventIndex(0);

/// A direct cause: an earlier event, and what it did for the later one.
struct Cause {
  EventIndex Event = NoIndex;
  Reason Why = Reason::Failure;
  friend bool operator==(const Cause &, const Cause &) = default;
};

} // namespace lockstep::explain

#endif
