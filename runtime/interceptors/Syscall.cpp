//===- Syscall.cpp - syscall ----------------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Raw system calls that would block, tell the time or draw randomness take the
// way that the library functions take. All others go to the kernel.
//
//===----------------------------------------------------------------------===//

#include "interceptors/CallerSite.h"
#include "interceptors/Futex.h"
#include "interceptors/Intercept.h"

#include <cstdarg>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>

using namespace lockstep;

namespace {

struct Arguments {
  long Value[6];
  template <class Type> Type as(int Index) const {
    return reinterpret_cast<Type>(Value[Index]);
  }
};

/// As the C library: a negative error number goes to errno.
long resultOf(long KernelResult) {
  if (KernelResult >= 0)
    return KernelResult;
  errno = int(-KernelResult);
  return -1;
}

long futex(Control &C, const Arguments &Given, void *Caller) {
  FutexCall Call{Given.as<uint32_t *>(0),  int(Given.Value[1]),
                 uint32_t(Given.Value[2]), Given.Value[3],
                 Given.as<uint32_t *>(4),  uint32_t(Given.Value[5])};
  long Result;
  {
    Control::Scope Inside(C);
    Result = callFutex(C, Call, Caller);
  }
  return resultOf(Result);
}

/// Calls the interceptor of the library function for system call \p Number.
/// \returns false when there is none.
bool callLibrary(long Number, const Arguments &Given, long &Result) {
  switch (Number) {
  case SYS_sched_yield:
    Result = sched_yield();
    return true;
  case SYS_gettid:
    Result = gettid();
    return true;
  case SYS_getpid:
    Result = getpid();
    return true;
  case SYS_getrandom:
    Result = getrandom(Given.as<void *>(0), size_t(Given.Value[1]),
                       unsigned(Given.Value[2]));
    return true;
  case SYS_clock_gettime:
    Result = clock_gettime(clockid_t(Given.Value[0]), Given.as<timespec *>(1));
    return true;
  case SYS_gettimeofday:
    Result = gettimeofday(Given.as<timeval *>(0), Given.as<void *>(1));
    return true;
  case SYS_time:
    Result = time(Given.as<time_t *>(0));
    return true;
  case SYS_nanosleep:
    Result = nanosleep(Given.as<const timespec *>(0), Given.as<timespec *>(1));
    return true;
  case SYS_clock_nanosleep:
    Result = resultOf(-clock_nanosleep(
        clockid_t(Given.Value[0]), int(Given.Value[1]),
        Given.as<const timespec *>(2), Given.as<timespec *>(3)));
    return true;
  case SYS_mmap:
    Result = reinterpret_cast<long>(
        mmap(Given.as<void *>(0), size_t(Given.Value[1]), int(Given.Value[2]),
             int(Given.Value[3]), int(Given.Value[4]), off_t(Given.Value[5])));
    return true;
  case SYS_munmap:
    Result = munmap(Given.as<void *>(0), size_t(Given.Value[1]));
    return true;
  case SYS_mremap:
    Result = reinterpret_cast<long>(mremap(
        Given.as<void *>(0), size_t(Given.Value[1]), size_t(Given.Value[2]),
        int(Given.Value[3]), Given.as<void *>(4)));
    return true;
  case SYS_shmat:
    Result = reinterpret_cast<long>(shmat(
        int(Given.Value[0]), Given.as<const void *>(1), int(Given.Value[2])));
    return true;
  case SYS_shmdt:
    Result = shmdt(Given.as<const void *>(0));
    return true;
  default:
    return false;
  }
}

} // namespace

LOCKSTEP_INTERCEPT long syscall(long Number, ...) noexcept {
  // Nobody says how many there are; those that were not passed go unused.
  Arguments Given;
  va_list Further;
  va_start(Further, Number);
  for (long &Argument : Given.Value)
    Argument = va_arg(Further, long);
  va_end(Further);
  const long(&A)[6] = Given.Value;

  Control *C = Control::here();
  if (!C)
    return real().syscall(Number, A[0], A[1], A[2], A[3], A[4], A[5]);
  if (Number == SYS_futex)
    return futex(*C, Given, __builtin_return_address(0));
  if (Number == SYS_futex_waitv)
    return resultOf(-ENOSYS); // callers fall back, as on older kernels
  CallerSite Here(__builtin_return_address(0));
  long Result;
  if (callLibrary(Number, Given, Result))
    return Result;
  return real().syscall(Number, A[0], A[1], A[2], A[3], A[4], A[5]);
}
