//===- Livelock.h - Threads that spin for ever ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_LIVELOCK_H
#define LOCKSTEP_REPORT_LIVELOCK_H

#include "report/ExecutionRecord.h"

namespace lockstep {

/// A thread that does the same again and again.
struct Spin {
  ThreadId Thread;
  SiteId Site;
  ObjectId Object;
  OpKind Kind = OpKind::None;
  uint8_t Order = lockstep_order_none;
  uint32_t Size = 0;
  bool HasValue = false;
  uint64_t Value = 0;  ///< what it finds
  uint64_t Rounds = 0; ///< events of this site, object and value at the end
  /// The event that last wrote the object; NoEvent when none did.
  size_t LastWrite = NoEvent;
};

/// The spinning threads. First the record's culprit at its FailedSite, when it
/// has one; the others by thread.
std::vector<Spin> findSpins(const ExecutionRecord &Record);

} // namespace lockstep

#endif
