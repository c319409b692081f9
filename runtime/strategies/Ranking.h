//===- Ranking.h - The highest priority among many --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_RANKING_H
#define LOCKSTEP_STRATEGIES_RANKING_H

#include "sched/Strategy.h"
#include "strategies/Turns.h"

#include <array>
#include <vector>

namespace lockstep {

/// The priorities of threads, and which thread that can go on has the highest
/// one. The upper bits of the priorities of those that can go on lie side by
/// side, as numbers that vector instructions compare; whole priorities decide
/// between threads that are equal there.
class Ranking {
public:
  static constexpr uint64_t Unranked = 0;
  /// The lowest priority but Unranked.
  static constexpr uint64_t Lowest = uint64_t(1) << 60;

  /// Only the main thread exists, without a priority.
  void begin() {
    Blocks.assign(1, Block());
    Priorities.assign(BlockSize, Unranked);
  }
  void add(ThreadId Of) {
    if (threadWord(Of) < Blocks.size())
      return;
    Blocks.resize(threadWord(Of) + 1);
    Priorities.resize(Blocks.size() * BlockSize, Unranked);
  }

  uint64_t priority(ThreadId Of) const { return Priorities[Of.index()]; }
  void rank(ThreadId Of, uint64_t Priority) {
    Block &In = Blocks[threadWord(Of)];
    In.Ranked |= threadBit(Of);
    Priorities[Of.index()] = Priority;
    if (In.Shown & threadBit(Of))
      In.Tops[Of.index() % BlockSize] = topOf(Priority);
  }
  void unrank(ThreadId Of) {
    Block &In = Blocks[threadWord(Of)];
    In.Ranked &= ~threadBit(Of);
    Priorities[Of.index()] = Unranked;
    In.Tops[Of.index() % BlockSize] = 0;
  }

  /// The thread of \p View.Enabled with the highest priority; of equal ones the
  /// lowest thread. Invalid when none has one.
  ThreadId highest(const SchedulerView &View) {
    if (View.Enabled.size() > Few)
      return highestIn(View.EnabledSet);
    ThreadId Best = highestOf(View.Enabled, Priorities.data());
    return priority(Best) == Unranked ? ThreadId() : Best;
  }
  /// The same. First each of them without a priority gets what \p Draw says of
  /// it, by ascending thread number.
  template <class F> ThreadId highest(const SchedulerView &View, F Draw) {
    // Before the draws: vectors would wait for what these store.
    bool Scans = View.Enabled.size() > Few;
    ThreadId Best = Scans ? highestIn(View.EnabledSet) : ThreadId();
    uint64_t Top = Best.isValid() ? priority(Best) : Unranked;
    for (size_t Index = 0; Index < View.EnabledSet.size(); ++Index)
      forEachIn(View.EnabledSet[Index] & ~Blocks[Index].Ranked, Index,
                [&](ThreadId Thread) {
                  uint64_t Drawn = Draw(Thread);
                  rank(Thread, Drawn);
                  bool Higher = Drawn > Top || (Drawn == Top && Thread < Best);
                  Best = Higher ? Thread : Best;
                  Top = Higher ? Drawn : Top;
                });
    return Scans ? Best : highestOf(View.Enabled, Priorities.data());
  }

private:
  static constexpr size_t BlockSize = 64;
  /// Up to as many are compared one by one.
  static constexpr size_t Few = 12;

  ThreadId highestIn(ThreadWords Among);

  /// Positive, finite, normal numbers in the order of the priorities: the bits
  /// of such numbers compare like integers.
  static float topOf(uint64_t Priority) {
    return std::bit_cast<float>(uint32_t(Priority >> 34));
  }

  struct Block {
    uint64_t Shown = 0; ///< who could go on when last asked
    uint64_t Ranked = 0;
    /// Of those that are shown and ranked; else 0.
    alignas(16) std::array<float, BlockSize> Tops = {};

    void show(uint64_t Now, const uint64_t *Of);
    uint32_t top() const;
    uint64_t having(uint32_t Top) const;
  };

  std::vector<Block> Blocks;
  std::vector<uint64_t> Priorities; ///< by thread
};

} // namespace lockstep

#endif
