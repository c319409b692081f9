//===- Mutex.h - Locking a mutex under control ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_MUTEX_H
#define LOCKSTEP_INTERCEPTORS_MUTEX_H

#include "switching/Control.h"

namespace lockstep {

/// Locks \p Mutex for the current thread as pthread_mutex_lock or a timed form
/// does; inside a Control::Scope. \p Kind is MutexLock or MutexTimedLock.
/// \returns what the C function returns.
int lockMutex(Control &C, pthread_mutex_t *Mutex, OpKind Kind,
              uint64_t Deadline, void *Caller);

/// Ends the execution when the current thread must not unlock \p Mutex, whose
/// model is \p Id.
void checkUnlock(Control &C, pthread_mutex_t *Mutex, ObjectId Id);

} // namespace lockstep

#endif
