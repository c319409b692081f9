//===- SyncClocks.h - What objects pass on from thread to thread -*- C++ -*-==//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_MEMORY_SYNCCLOCKS_H
#define LOCKSTEP_MEMORY_SYNCCLOCKS_H

#include "memory/AccessShadow.h"
#include "memory/ThreadClocks.h"

#include <deque>
#include <vector>

namespace lockstep {

/// What an atomic operation does to its object.
struct AtomicEffect {
  uint8_t Order; ///< enum lockstep_order
  bool Reads = false;
  bool Writes = false;
  bool IsLoad = false;    ///< it can only read
  bool HasValues = false; ///< Read and Written are what it saw and left
  uint32_t Size = 0;
  uint64_t Read = 0;
  uint64_t Written = 0;
};

/// The synchronizes-with relation of C++20 ([intro.races], [atomics.order],
/// [atomics.fences]): what each object would pass on to a thread that acquires
/// it now. Executions are sequentially consistent, so that a load always reads
/// from the latest store.
class SyncClocks {
public:
  explicit SyncClocks(ThreadClocks &Threads) : Threads(Threads) {}

  /// \name Locks, semaphores, queues, onces
  /// @{
  void acquire(ThreadId Thread, ObjectId Object);
  /// What was released before is still passed on.
  void release(ThreadId Thread, ObjectId Object);
  /// The reader's side of a read-write lock: readers are not ordered among each
  /// other.
  void acquireAsReader(ThreadId Thread, ObjectId Object);
  void releaseAsReader(ThreadId Thread, ObjectId Object);
  /// @}

  /// \name Barriers
  /// @{
  void arrive(ThreadId Thread, ObjectId Object);
  /// The last one has arrived: what all of the round did is passed on to them.
  void completeRound(ObjectId Object);
  /// @}

  /// \name Atomic operations on the memory \p Object
  /// One that does both has read before it has written.
  /// @{
  /// What \p Did read was stored by code that is not instrumented, when it is
  /// not the last value known: then everything happens before, because nothing
  /// is known. \p Explain, which is asked only then, \returns how plain and
  /// other atomic accesses may explain it (LastWrite). Before the first atomic
  /// operation memory is taken to be zero, where a load asks for what others
  /// tell it: a plain write that happens before is most often what made the
  /// object, and its value is not known. A read-modify-write is more probably
  /// the first to take a lock or to count a reference.
  template <class Explaining>
  void hasRead(ThreadId Thread, ObjectId Object, const AtomicEffect &Did,
               Explaining Explain) {
    State &Of = state(Object);
    if (Did.HasValues && !isExpected(Of, Did)) [[unlikely]]
      findUnseen(Thread, Of, Did, Explain());
    acquireRead(Thread, Of, Did);
  }
  void hasWritten(ThreadId Thread, ObjectId Object, const AtomicEffect &Did);
  /// @}
  /// The same operation has also read what atomic operations on \p Other left,
  /// which begins \p Distance bytes behind its first byte, or before it.
  void readOverlap(ThreadId Thread, ObjectId Other, int64_t Distance,
                   const AtomicEffect &Did);
  /// Inline assembly synchronizes, nobody knows through what.
  void exchangeSomewhere(ThreadId Thread);
  /// An atomic store of one byte, \p Value, that no hook sees, by a library
  /// that \p Thread called.
  void storeUnseen(ThreadId Thread, ObjectId Object, uint64_t Value);
  void fence(ThreadId Thread, uint8_t Order);

  /// Everything that \p Child did happens before what \p Parent does next.
  void join(ThreadId Parent, ThreadId Child);

private:
  struct State {
    VectorClock Released;
    VectorClock ByReaders; ///< or, of a barrier, by those who have arrived
    /// Atomics: who stored last, other than by read-modify-write.
    ThreadId Head;
    bool HasValue = false;
    uint32_t Size = 0;
    uint64_t Value = 0; ///< the latest that is known, of Size bytes
  };
  State &state(ObjectId Object) {
    if (Object.index() < ByObject.size()) [[likely]]
      if (State *Known = ByObject[Object.index()]) [[likely]]
        return *Known;
    return addState(Object);
  }
  State &addState(ObjectId Object);
  /// Whether what was read is what was stored last, as far as that was seen.
  static bool isExpected(const State &Of, const AtomicEffect &Did) {
    if (!Of.Size)
      return !Did.IsLoad || !Did.Read;
    return !Of.HasValue || Of.Size != Did.Size || Of.Value == Did.Read;
  }
  void findUnseen(ThreadId Thread, State &Of, const AtomicEffect &Did,
                  LastWrite Written);
  void acquireRead(ThreadId Thread, State &Of, const AtomicEffect &Did);
  void load(ThreadId Thread, State &Of, bool Acquires);
  void store(ThreadId Thread, State &Of, bool Releases, bool IsRmw);

  ThreadClocks &Threads;
  std::vector<State *> ByObject; ///< into States; null: nothing is known
  std::deque<State> States;
  State Somewhere;
};

} // namespace lockstep

#endif
