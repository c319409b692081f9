//===- ThreadKeys.h - Names of threads across executions --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SCHED_THREADKEYS_H
#define LOCKSTEP_SCHED_THREADKEYS_H

#include "base/Ids.h"
#include "base/Random.h"

#include <cstddef>
#include <vector>

namespace lockstep {

/// Names each thread of an execution by its parent's name and its place among
/// the parent's children, so that the same thread has the same key whatever the
/// schedule. A key is never 0.
class ThreadKeys {
public:
  ThreadKeys() { begin(); }
  /// Only the main thread exists.
  void begin() {
    Keys.assign(1, MainKey);
    Children.assign(1, 0);
  }
  /// Threads are created in the order of their ids.
  void created(ThreadId Child, ThreadId Parent) {
    if (Child.index() >= Keys.size()) {
      Keys.resize(Child.index() + 1u);
      Children.resize(Child.index() + 1u);
    }
    uint64_t State = Keys[Parent.index()] + Children[Parent.index()]++;
    Keys[Child.index()] = splitMix64(State) | 1;
  }
  uint64_t operator[](ThreadId Thread) const { return Keys[Thread.index()]; }
  size_t size() const { return Keys.size(); }

  static constexpr uint64_t MainKey = 1;

private:
  std::vector<uint64_t> Keys;
  std::vector<uint32_t> Children;
};

} // namespace lockstep

#endif
