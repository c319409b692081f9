//===- Outcome.h - How an execution ended -----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EVENT_OUTCOME_H
#define LOCKSTEP_EVENT_OUTCOME_H

#include <cstdint>

namespace lockstep {

/// The table is findings.def.
enum class OutcomeKind : uint8_t {
#define LOCKSTEP_OUTCOME(Name, Slug, ExitStatus) Name,
#include "event/findings.def"
};
constexpr unsigned OutcomeKindCount = 0
#define LOCKSTEP_OUTCOME(Name, Slug, ExitStatus) +1
#include "event/findings.def"
    ;

/// "deadlock": the word of the SUMMARY line.
const char *outcomeSlug(OutcomeKind Kind);
/// The exit status of a campaign or a replay that ends so.
int outcomeExitStatus(OutcomeKind Kind);
/// Step limit, time limit, blocked outside: neither a pass nor a fault of the
/// program.
bool outcomeIsUnknown(OutcomeKind Kind);

/// Use after free and its kin: an access to memory that is no more, or freeing
/// what is no block.
inline bool isMemoryError(OutcomeKind Kind) {
  return Kind == OutcomeKind::UseAfterFree || Kind == OutcomeKind::DoubleFree ||
         Kind == OutcomeKind::StackUseAfterExit ||
         Kind == OutcomeKind::InvalidFree;
}

/// What the misuse is, when the outcome is Misuse.
enum class MisuseKind : uint8_t {
  None,
  UnlockNotOwner,   ///< unlocked by a thread that does not hold it
  UnlockNotLocked,  ///< unlocked while nobody holds it
  DestroyInUse,     ///< destroyed while held or waited on
  JoinTwice,        ///< joined a thread that was joined before
  JoinDetached,     ///< joined or detached a detached thread
  JoinSelf,         ///< joined itself
  CondMutexMismatch ///< two mutexes with one condition variable at a time
};

} // namespace lockstep

#endif
