//===- ThreadPool.h - Real threads whose identity is borrowed ---*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_THREADPOOL_H
#define LOCKSTEP_PLATFORM_THREADPOOL_H

#include "base/Placement.h"

#include <cstdint>
#include <deque>
#include <pthread.h>

namespace lockstep {

/// A real pthread that parked at once. Its stack, thread control block and
/// thread-local storage serve a thread of the program.
struct PoolThread {
  pthread_t Handle{};
  void *ThreadPointer = nullptr;
  /// Where a borrowed thread's stack begins, below the parked frames.
  uintptr_t StackTop = 0;
  uintptr_t StackLow = 0;     ///< lowest usable byte
  void *RobustList = nullptr; ///< head of its list of robust mutexes
  int Ready = 0;              ///< futex: 1 once the fields above are set
  bool InUse = false;         ///< by a thread of this execution
  bool Used = false; ///< its thread-local storage is no longer pristine
};

/// Made by the driver; a raw fork keeps the memory of the parked threads, which
/// is all that is needed. Threads are never given back.
class ThreadPool {
public:
  /// Creates threads until there are \p Count. \returns false when the system
  /// refuses, with errno set.
  bool grow(uint32_t Count);
  uint32_t size() const { return uint32_t(Threads.size()); }

  /// One that serves no thread, a pristine one if possible; null when all do.
  LOCKSTEP_EACH_EXECUTION PoolThread *take();

  /// Sets the calling thread's thread-local storage back to its initial image,
  /// but for that of libc, the loader and the sanitizers, which look after
  /// theirs.
  static void resetThreadLocals();

private:
  std::deque<PoolThread> Threads;
};

} // namespace lockstep

#endif
