//===- C11Threads.cpp - thrd_*, mtx_*, cnd_* ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In glibc these are the POSIX functions in other clothes, called directly: the
// program's calls do not come by our pthread_* interceptors, ours do.
//
//===----------------------------------------------------------------------===//

#include "interceptors/CallerSite.h"
#include "interceptors/Intercept.h"

using namespace lockstep;

namespace {

/// nptl/thrd_priv.h.
int c11Result(int Error) {
  switch (Error) {
  case 0:
    return thrd_success;
  case ENOMEM:
    return thrd_nomem;
  case ETIMEDOUT:
    return thrd_timedout;
  case EBUSY:
    return thrd_busy;
  default:
    return thrd_error;
  }
}

// The types are those of POSIX under other names.
static_assert(sizeof(mtx_t) == sizeof(pthread_mutex_t));
static_assert(sizeof(cnd_t) == sizeof(pthread_cond_t));

pthread_mutex_t *posix(mtx_t *Mutex) {
  return reinterpret_cast<pthread_mutex_t *>(Mutex);
}
pthread_cond_t *posix(cnd_t *Condition) {
  return reinterpret_cast<pthread_cond_t *>(Condition);
}

struct Start {
  thrd_start_t Function;
  void *Argument;
};

void *run(void *Given) {
  auto *Passed = static_cast<Start *>(Given);
  Start Copy = *Passed;
  delete Passed;
  return reinterpret_cast<void *>(intptr_t(Copy.Function(Copy.Argument)));
}

} // namespace

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

LOCKSTEP_INTERCEPT int thrd_create(thrd_t *Thread, thrd_start_t Function,
                                   void *Argument) {
  if (!Control::here())
    return real().thrd_create(Thread, Function, Argument);
  CallerSite Here(__builtin_return_address(0));
  auto *Passed = new Start{Function, Argument};
  int Failure = pthread_create(Thread, nullptr, run, Passed);
  if (Failure)
    delete Passed;
  return c11Result(Failure);
}

LOCKSTEP_INTERCEPT int thrd_join(thrd_t Thread, int *Result) {
  if (!Control::here())
    return real().thrd_join(Thread, Result);
  CallerSite Here(__builtin_return_address(0));
  void *Value = nullptr;
  int Failure = pthread_join(Thread, &Value);
  if (!Failure && Result)
    *Result = int(reinterpret_cast<intptr_t>(Value));
  return c11Result(Failure);
}

LOCKSTEP_INTERCEPT int thrd_detach(thrd_t Thread) {
  if (!Control::here())
    return real().thrd_detach(Thread);
  CallerSite Here(__builtin_return_address(0));
  return c11Result(pthread_detach(Thread));
}

LOCKSTEP_INTERCEPT void thrd_exit(int Result) {
  if (!Control::here())
    real().thrd_exit(Result);
  else
    pthread_exit(reinterpret_cast<void *>(intptr_t(Result)));
  __builtin_unreachable();
}

LOCKSTEP_INTERCEPT int thrd_sleep(const timespec *Duration, timespec *Left) {
  if (!Control::here())
    return real().thrd_sleep(Duration, Left);
  CallerSite Here(__builtin_return_address(0));
  constexpr int Interrupted = -1, Failed = -2;
  int Error = clock_nanosleep(CLOCK_REALTIME, 0, Duration, Left);
  return !Error ? 0 : Error == EINTR ? Interrupted : Failed;
}

//===----------------------------------------------------------------------===//
// Mutexes
//===----------------------------------------------------------------------===//

LOCKSTEP_INTERCEPT int mtx_init(mtx_t *Mutex, int Type) {
  if (!Control::here())
    return real().mtx_init(Mutex, Type);
  CallerSite Here(__builtin_return_address(0));
  pthread_mutexattr_t Attributes;
  pthread_mutexattr_init(&Attributes);
  pthread_mutexattr_settype(&Attributes, Type & mtx_recursive
                                             ? PTHREAD_MUTEX_RECURSIVE
                                             : PTHREAD_MUTEX_NORMAL);
  int Failure = pthread_mutex_init(posix(Mutex), &Attributes);
  pthread_mutexattr_destroy(&Attributes);
  return c11Result(Failure);
}

LOCKSTEP_INTERCEPT void mtx_destroy(mtx_t *Mutex) {
  if (!Control::here()) {
    real().mtx_destroy(Mutex);
    return;
  }
  CallerSite Here(__builtin_return_address(0));
  pthread_mutex_destroy(posix(Mutex));
}

LOCKSTEP_INTERCEPT int mtx_lock(mtx_t *Mutex) {
  if (!Control::here())
    return real().mtx_lock(Mutex);
  CallerSite Here(__builtin_return_address(0));
  return c11Result(pthread_mutex_lock(posix(Mutex)));
}

LOCKSTEP_INTERCEPT int mtx_trylock(mtx_t *Mutex) {
  if (!Control::here())
    return real().mtx_trylock(Mutex);
  CallerSite Here(__builtin_return_address(0));
  return c11Result(pthread_mutex_trylock(posix(Mutex)));
}

LOCKSTEP_INTERCEPT int mtx_timedlock(mtx_t *__restrict Mutex,
                                     const timespec *__restrict Until) {
  if (!Control::here())
    return real().mtx_timedlock(Mutex, Until);
  CallerSite Here(__builtin_return_address(0));
  return c11Result(pthread_mutex_timedlock(posix(Mutex), Until));
}

LOCKSTEP_INTERCEPT int mtx_unlock(mtx_t *Mutex) {
  if (!Control::here())
    return real().mtx_unlock(Mutex);
  CallerSite Here(__builtin_return_address(0));
  return c11Result(pthread_mutex_unlock(posix(Mutex)));
}

//===----------------------------------------------------------------------===//
// Condition variables
//===----------------------------------------------------------------------===//

LOCKSTEP_INTERCEPT int cnd_init(cnd_t *Condition) {
  if (!Control::here())
    return real().cnd_init(Condition);
  CallerSite Here(__builtin_return_address(0));
  return c11Result(pthread_cond_init(posix(Condition), nullptr));
}

LOCKSTEP_INTERCEPT void cnd_destroy(cnd_t *Condition) {
  if (!Control::here()) {
    real().cnd_destroy(Condition);
    return;
  }
  CallerSite Here(__builtin_return_address(0));
  pthread_cond_destroy(posix(Condition));
}

LOCKSTEP_INTERCEPT int cnd_wait(cnd_t *Condition, mtx_t *Mutex) {
  if (!Control::here())
    return real().cnd_wait(Condition, Mutex);
  CallerSite Here(__builtin_return_address(0));
  return c11Result(pthread_cond_wait(posix(Condition), posix(Mutex)));
}

LOCKSTEP_INTERCEPT int cnd_timedwait(cnd_t *__restrict Condition,
                                     mtx_t *__restrict Mutex,
                                     const timespec *__restrict Until) {
  if (!Control::here())
    return real().cnd_timedwait(Condition, Mutex, Until);
  CallerSite Here(__builtin_return_address(0));
  return c11Result(
      pthread_cond_timedwait(posix(Condition), posix(Mutex), Until));
}

LOCKSTEP_INTERCEPT int cnd_signal(cnd_t *Condition) {
  if (!Control::here())
    return real().cnd_signal(Condition);
  CallerSite Here(__builtin_return_address(0));
  return c11Result(pthread_cond_signal(posix(Condition)));
}

LOCKSTEP_INTERCEPT int cnd_broadcast(cnd_t *Condition) {
  if (!Control::here())
    return real().cnd_broadcast(Condition);
  CallerSite Here(__builtin_return_address(0));
  return c11Result(pthread_cond_broadcast(posix(Condition)));
}
