//===- Guesses.h - What a thread will probably do next ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_GUESSES_H
#define LOCKSTEP_TRACE_GUESSES_H

#include "trace/Format.h"

#include <cstdint>
#include <map>
#include <utility>

namespace lockstep {

/// The memory that encoder and decoder of a frame share: after the same two
/// operations a thread mostly goes on as before. For each pair of operations it
/// keeps the last three that followed, latest first. Operations are indexes
/// into OPER.
class Guesses {
public:
  /// Begins with the operations of the next thread. What was learned stays.
  void beginThread() { Last = Before = 0; }

  /// Which guess is \p Operation: 0 to GuessCount - 1, or GuessMiss.
  uint32_t rank(uint32_t Operation) const {
    uint32_t Rank = 0;
    while (Rank < format::GuessCount && Here->Next[Rank] != Operation + 1)
      ++Rank;
    return Rank;
  }

  /// Whether there is a guess \p Rank, and which operation it is.
  bool guess(uint32_t Rank, uint32_t &Operation) const {
    Operation = Here->Next[Rank] - 1;
    return Here->Next[Rank] != 0;
  }

  /// Looks up the context of the thread's next operation. Before rank or guess.
  void look() { Here = &Contexts[{Before, Last}]; }

  /// The thread's operation before, or 0 at its begin: what misses are stored
  /// relative to, since neighbors in OPER mostly follow each other.
  uint32_t previous() const { return Last ? Last - 1 : 0; }

  /// The thread went on with \p Operation, which had \p Rank.
  void learn(uint32_t Operation, uint32_t Rank) {
    if (Rank == format::GuessMiss)
      Rank = format::GuessCount - 1;
    for (; Rank > 0; --Rank)
      Here->Next[Rank] = Here->Next[Rank - 1];
    Here->Next[0] = Operation + 1;
    Before = std::exchange(Last, Operation + 1);
  }

private:
  /// Indexes plus one; 0 where nothing was learned.
  struct Context {
    uint32_t Next[format::GuessCount] = {};
  };
  // Ordered: a hostile file could make all keys of a hash table collide.
  std::map<std::pair<uint32_t, uint32_t>, Context> Contexts;
  Context *Here = nullptr;
  uint32_t Last = 0;
  uint32_t Before = 0;
};
static_assert(format::GuessMiss == format::GuessCount,
              "the rank of what was not guessed is the code of a miss");

} // namespace lockstep

#endif
