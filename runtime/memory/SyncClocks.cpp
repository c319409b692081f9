//===- SyncClocks.cpp - What objects pass on from thread to thread --------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/SyncClocks.h"

#include "lockstep/site.h"

using namespace lockstep;

static bool acquires(uint8_t Order) {
  return Order == lockstep_order_acquire || Order == lockstep_order_consume ||
         Order == lockstep_order_acq_rel || Order == lockstep_order_seq_cst;
}

static bool releases(uint8_t Order) {
  return Order == lockstep_order_release || Order == lockstep_order_acq_rel ||
         Order == lockstep_order_seq_cst;
}

SyncClocks::State &SyncClocks::addState(ObjectId Object) {
  if (Object.index() >= ByObject.size())
    ByObject.resize(Object.index() + 1);
  ByObject[Object.index()] = &States.emplace_back();
  return States.back();
}

void SyncClocks::acquire(ThreadId Thread, ObjectId Object) {
  ThreadClock &Self = Threads[Thread];
  if (Self.IgnoreSync)
    return;
  State &Of = state(Object);
  Self.Now.join(Of.Released);
  Self.Now.join(Of.ByReaders);
}

void SyncClocks::release(ThreadId Thread, ObjectId Object) {
  ThreadClock &Self = Threads[Thread];
  if (Self.IgnoreSync)
    return;
  state(Object).Released.join(Self.Now);
  Threads.tick(Thread);
}

void SyncClocks::acquireAsReader(ThreadId Thread, ObjectId Object) {
  ThreadClock &Self = Threads[Thread];
  if (!Self.IgnoreSync)
    Self.Now.join(state(Object).Released);
}

void SyncClocks::releaseAsReader(ThreadId Thread, ObjectId Object) {
  ThreadClock &Self = Threads[Thread];
  if (Self.IgnoreSync)
    return;
  state(Object).ByReaders.join(Self.Now);
  Threads.tick(Thread);
}

void SyncClocks::arrive(ThreadId Thread, ObjectId Object) {
  releaseAsReader(Thread, Object);
}

void SyncClocks::completeRound(ObjectId Object) {
  State &Of = state(Object);
  Of.Released = std::move(Of.ByReaders);
  Of.ByReaders.clear();
}

void SyncClocks::load(ThreadId Thread, State &Of, bool Acquires) {
  ThreadClock &Self = Threads[Thread];
  if (Of.Released.empty())
    return;
  (Acquires ? Self.Now : Self.FenceAcquire).join(Of.Released);
}

/// A store begins a release sequence or breaks one; a read-modify-write goes
/// on with it. Before C++20 relaxed stores of the thread that began it went on
/// with it too, and programs rely on that.
void SyncClocks::store(ThreadId Thread, State &Of, bool Releases, bool IsRmw) {
  ThreadClock &Self = Threads[Thread];
  const VectorClock &Published = Releases ? Self.Now : Self.FenceRelease;
  if (!IsRmw) {
    if (Releases || Of.Head != Thread)
      Of.Released.clear();
    Of.Head = Thread;
  }
  if (Published.empty())
    return;
  Of.Released.join(Published);
  if (Releases)
    Threads.tick(Thread);
}

void SyncClocks::findUnseen(ThreadId Thread, State &Of, const AtomicEffect &Did,
                            LastWrite Written) {
  bool IsPlain = Written == LastWrite::Plain;
  if (!Of.Size) {
    if (!IsPlain && Written != LastWrite::Atomic)
      Of.Released = Threads.releaseAll();
    return;
  }
  Of.Released.clear();
  Of.Head = ThreadId();
  if (IsPlain || Written == LastWrite::Before)
    return;
  Threads.acquireAll(Thread);
  // Others that find the same value come after the same store.
  Of.Released = Threads[Thread].Now;
}

void SyncClocks::acquireRead(ThreadId Thread, State &Of,
                             const AtomicEffect &Did) {
  if (!Threads[Thread].IgnoreSync)
    load(Thread, Of, acquires(Did.Order));
  Of.HasValue = Did.HasValues;
  Of.Size = Did.Size;
  Of.Value = Did.Read;
}

void SyncClocks::hasWritten(ThreadId Thread, ObjectId Object,
                            const AtomicEffect &Did) {
  State &Of = state(Object);
  if (!Threads[Thread].IgnoreSync)
    store(Thread, Of, releases(Did.Order), Did.Reads);
  Of.HasValue = Did.HasValues;
  Of.Size = Did.Size;
  Of.Value = Did.Written;
}

void SyncClocks::readOverlap(ThreadId Thread, ObjectId Other, int64_t Distance,
                             const AtomicEffect &Did) {
  State &Of = state(Other);
  bool Overlaps = Distance < int64_t(Did.Size) && -Distance < int64_t(Of.Size);
  if (!Overlaps || Threads[Thread].IgnoreSync)
    return;
  // What the other knows of its bytes may be of the past now.
  Of.HasValue &= !Did.Writes;
  if (Did.Reads)
    load(Thread, Of, acquires(Did.Order));
}

void SyncClocks::storeUnseen(ThreadId Thread, ObjectId Object, uint64_t Value) {
  hasWritten(Thread, Object,
             {.Order = lockstep_order_release,
              .Writes = true,
              .HasValues = true,
              .Size = 1,
              .Written = Value});
}

void SyncClocks::exchangeSomewhere(ThreadId Thread) {
  fence(Thread, lockstep_order_seq_cst);
  Threads[Thread].Now.join(Somewhere.Released);
  Somewhere.Released.join(Threads[Thread].Now);
  Threads.tick(Thread);
}

void SyncClocks::fence(ThreadId Thread, uint8_t Order) {
  ThreadClock &Self = Threads[Thread];
  if (Self.IgnoreSync)
    return;
  if (acquires(Order)) {
    Self.Now.join(Self.FenceAcquire);
    Self.FenceAcquire.clear();
  }
  if (releases(Order)) {
    Self.FenceRelease = Self.Now;
    Threads.tick(Thread);
  }
}

void SyncClocks::join(ThreadId Parent, ThreadId Child) {
  Threads[Parent].Now.join(Threads[Child].Now);
}
