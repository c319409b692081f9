//===- Kernel.h - System calls without libc ---------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The program may intercept `syscall`, and so do we; errno belongs to the
// program. These go straight to the kernel. Results are as the kernel gives
// them: negative error numbers.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_KERNEL_H
#define LOCKSTEP_PLATFORM_KERNEL_H

#include "base/Placement.h"

#include <cstdint>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>

namespace lockstep {

inline long kernelCall(long Number, long A = 0, long B = 0, long C = 0,
                       long D = 0, long E = 0, long F = 0) {
  long Result;
  register long R10 asm("r10") = D;
  register long R8 asm("r8") = E;
  register long R9 asm("r9") = F;
  asm volatile("syscall"
               : "=a"(Result)
               : "a"(Number), "D"(A), "S"(B), "d"(C), "r"(R10), "r"(R8), "r"(R9)
               : "rcx", "r11", "memory");
  return Result;
}

/// Sleeps while *Word == Expected.
inline void futexWait(int *Word, int Expected) {
  kernelCall(SYS_futex, long(Word), 0 /* FUTEX_WAIT */, Expected);
}
inline void futexWake(int *Word, int Count) {
  kernelCall(SYS_futex, long(Word), 1 /* FUTEX_WAKE */, Count);
}

/// Forks without glibc's fork handlers: they would take the pool of threads
/// apart. Safe only while every other kernel thread is parked in our code.
/// \returns the child's pid, 0 in the child, or a negative error number.
LOCKSTEP_EACH_EXECUTION pid_t rawFork();

inline pid_t kernelThreadId() { return pid_t(kernelCall(SYS_gettid)); }

[[noreturn]] inline void exitProcess(int Status) {
  for (;;)
    kernelCall(SYS_exit_group, Status);
}

/// Wall-clock time for the driver: nanoseconds of CLOCK_MONOTONIC.
inline uint64_t monotonicNanoseconds() {
  timespec Time{};
  kernelCall(SYS_clock_gettime, CLOCK_MONOTONIC, long(&Time));
  return uint64_t(Time.tv_sec) * 1000000000 + uint64_t(Time.tv_nsec);
}

/// Writes all of \p Text to \p Descriptor, as far as the kernel takes it.
void writeAll(int Descriptor, const char *Text, unsigned long Length);

/// A copy of \p Descriptor, closed by exec(), where the program does not expect
/// descriptors of ours. -1 when there can be no more.
int duplicateHigh(int Descriptor);

} // namespace lockstep

#endif
