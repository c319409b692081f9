//===- Budget.h - How much each thread has left to do -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_BUDGET_H
#define LOCKSTEP_STRATEGIES_BUDGET_H

#include "base/Random.h"
#include "sched/ThreadKeys.h"
#include "sched/ThreadSet.h"

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace lockstep {

/// Events of threads in earlier executions: the mean number per execution in
/// which the thread existed.
class Profile {
public:
  void add(uint64_t Thread, uint64_t Parent, uint64_t Events) {
    Entry &Of = Threads[Thread];
    Of.Parent = Parent;
    Of.Events += Events;
    ++Of.Executions;
  }
  /// The same, for a list that names only those that did something: all that
  /// it does not name did nothing.
  uint64_t eventsOf(uint64_t Thread) const;

  struct Entry {
    uint64_t Parent = 0;
    uint64_t Events = 0;
    uint64_t Executions = 0;
  };
  const std::unordered_map<uint64_t, Entry> &threads() const { return Threads; }

private:
  std::unordered_map<uint64_t, Entry> Threads; ///< by key
};

/// The events that each thread of an execution has left, those of all threads
/// that it will create included: the weights of H. Zhao et al., "Selectively
/// Uniform Concurrency Testing", ASPLOS 2025.
class Budget {
public:
  /// \p Own is the number of events of a thread by its key, \p Parents the
  /// key of its parent.
  void begin(const std::unordered_map<uint64_t, uint64_t> &Own,
             const Profile &Known);
  /// \returns what the child takes from its parent's budget.
  uint64_t created(ThreadId Child, ThreadId Parent);
  void spent(ThreadId Thread) {
    if (uint64_t &Of = Left[Thread.index()])
      set(Thread, Of - 1);
  }
  /// At least 1: a thread that can go on has something left, whatever the
  /// profile says.
  uint64_t left(ThreadId Thread) const {
    return weightOf(Left[Thread.index()]);
  }
  /// One of \p Of, which is not empty, each in proportion to what it has left.
  ThreadId draw(ThreadWords Of, Random &Numbers);

private:
  static constexpr size_t BlockSize = 64, GroupSize = 8;

  static uint64_t weightOf(uint64_t Left) { return Left ? Left : 1; }

  /// Sums over threads of what they have left, so that a draw need not look at
  /// all: of those that were drawn from last.
  struct Block {
    uint64_t Shown = 0;
    uint64_t Sum = 0;
    std::array<uint64_t, BlockSize / GroupSize> Sums = {};

    void add(size_t I, uint64_t Weight) {
      Sums[I / GroupSize] += Weight;
      Sum += Weight;
    }
  };

  void set(ThreadId Thread, uint64_t Now);
  void show(ThreadWords Of);

  ThreadKeys Keys;
  std::unordered_map<uint64_t, uint64_t> Totals; ///< by key, with descendants
  std::vector<uint64_t> Left;                    ///< by thread
  std::vector<Block> Blocks;
};

} // namespace lockstep

#endif
