//===- Outside.h - What the program asks of the outside ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Time, randomness and identity are answered alike in every execution. Programs
// ask for them before main, too: a static object that notes the time at which
// the program began must not note one of another clock.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_OUTSIDE_H
#define LOCKSTEP_INTERCEPTORS_OUTSIDE_H

#include "switching/Control.h"

#include <cstddef>

namespace lockstep {

namespace detail {
extern bool AnswersBeforeStart;
} // namespace detail

/// This process is going to be driven: from now on, and before an execution
/// began, the program gets the answers of an execution's first instant. Called
/// by the preload as early as it knows. The runtime itself must then ask the
/// kernel (platform/Kernel.h), not libc, for time and pids.
inline void answerBeforeStart() { detail::AnswersBeforeStart = true; }

/// This process is no longer driven: the answers are the real ones. Called in a
/// forked child of the program, together with Control::deactivate().
inline void answerTruthfully() { detail::AnswersBeforeStart = false; }

/// Whether the program gets the same answers in every execution.
inline bool answersAlike() {
  return Control::active() || detail::AnswersBeforeStart;
}

/// The pid that the program sees as its own. Linux never gives one as high
/// (PID_MAX_LIMIT), so that no call meant for the program reaches a stranger.
constexpr pid_t VirtualPid = 4242424;

/// Fills \p Buffer with numbers that look random and are the same in every
/// execution. Each thread of the program has its own sequence. \returns false
/// when the caller gets real ones: it is not the program, or not driven.
bool fillRandom(void *Buffer, size_t Size);

} // namespace lockstep

#endif
