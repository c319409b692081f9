//===- DynamicAnnotations.cpp - The dynamic annotations -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions of dynamic_annotations.h (Valgrind's and ThreadSanitizer's
// common interface), with the meaning that ThreadSanitizer gives them. Each is
// told the caller's file and line first.
//
//===----------------------------------------------------------------------===//

#include "interceptors/RaceAnnotations.h"

using namespace lockstep;
using Ignored = Racing::Ignored;
using File = const char *;
using Memory = const volatile void *;

LOCKSTEP_INTERCEPT void AnnotateHappensBefore(File, int, Memory Address) {
  Annotation().release(Address);
}
LOCKSTEP_INTERCEPT void AnnotateHappensAfter(File, int, Memory Address) {
  Annotation().acquire(Address);
}
LOCKSTEP_INTERCEPT void WTFAnnotateHappensBefore(File, int, Memory Address) {
  Annotation().release(Address);
}
LOCKSTEP_INTERCEPT void WTFAnnotateHappensAfter(File, int, Memory Address) {
  Annotation().acquire(Address);
}

// Locks of the program's own making.
LOCKSTEP_INTERCEPT void AnnotateRWLockCreate(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotateRWLockCreateStatic(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotateRWLockDestroy(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotateRWLockAcquired(File, int, Memory Lock,
                                               long IsWriter) {
  Annotation().lockTaken(Lock, !IsWriter);
}
LOCKSTEP_INTERCEPT void AnnotateRWLockReleased(File, int, Memory Lock,
                                               long IsWriter) {
  Annotation().lockGiven(Lock, !IsWriter);
}

// Races that are meant to be.
static void exceptRange(Memory Address, size_t Size) {
  if (Annotation Told; Told)
    Told.races().exceptRange(uint64_t(Address), Size);
}
LOCKSTEP_INTERCEPT void AnnotateBenignRaceSized(File, int, Memory Address,
                                                size_t Size, const char *) {
  exceptRange(Address, Size);
}
LOCKSTEP_INTERCEPT void AnnotateBenignRace(File, int, Memory Address,
                                           const char *) {
  exceptRange(Address, 1);
}
LOCKSTEP_INTERCEPT void WTFAnnotateBenignRaceSized(File, int, Memory Address,
                                                   size_t Size, const char *) {
  exceptRange(Address, Size);
}
LOCKSTEP_INTERCEPT void AnnotateExpectRace(File, int, Memory Address,
                                           const char *) {
  exceptRange(Address, 1);
}
LOCKSTEP_INTERCEPT void AnnotateFlushExpectedRaces(File, int) {}

// Parts of the program that are not to be looked at.
LOCKSTEP_INTERCEPT void AnnotateIgnoreReadsBegin(File, int) {
  Annotation().ignore(Ignored::Reads, 1);
}
LOCKSTEP_INTERCEPT void AnnotateIgnoreReadsEnd(File, int) {
  Annotation().ignore(Ignored::Reads, -1);
}
LOCKSTEP_INTERCEPT void AnnotateIgnoreWritesBegin(File, int) {
  Annotation().ignore(Ignored::Writes, 1);
}
LOCKSTEP_INTERCEPT void AnnotateIgnoreWritesEnd(File, int) {
  Annotation().ignore(Ignored::Writes, -1);
}
LOCKSTEP_INTERCEPT void AnnotateIgnoreSyncBegin(File, int) {
  Annotation().ignore(Ignored::Sync, 1);
}
LOCKSTEP_INTERCEPT void AnnotateIgnoreSyncEnd(File, int) {
  Annotation().ignore(Ignored::Sync, -1);
}

// Memory.
LOCKSTEP_INTERCEPT void AnnotateNewMemory(File, int, Memory Address,
                                          size_t Size) {
  Annotation().forget(Address, Size);
}

// Without effect there, too.
LOCKSTEP_INTERCEPT void AnnotateCondVarSignal(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotateCondVarSignalAll(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotateCondVarWait(File, int, Memory, Memory) {}
LOCKSTEP_INTERCEPT void AnnotateMutexIsNotPHB(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotateMutexIsUsedAsCondVar(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotateTraceMemory(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotateFlushState(File, int) {}
LOCKSTEP_INTERCEPT void AnnotateNoOp(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotateEnableRaceDetection(File, int, int) {}
LOCKSTEP_INTERCEPT void AnnotatePCQGet(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotatePCQPut(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotatePCQCreate(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotatePCQDestroy(File, int, Memory) {}
LOCKSTEP_INTERCEPT void AnnotatePublishMemoryRange(File, int, Memory, size_t) {}
LOCKSTEP_INTERCEPT void AnnotateUnpublishMemoryRange(File, int, Memory,
                                                     size_t) {}
LOCKSTEP_INTERCEPT void AnnotateThreadName(File, int, const char *) {}
LOCKSTEP_INTERCEPT void AnnotateMemoryIsInitialized(File, int, Memory, size_t) {
}
LOCKSTEP_INTERCEPT void AnnotateMemoryIsUninitialized(File, int, Memory,
                                                      size_t) {}
