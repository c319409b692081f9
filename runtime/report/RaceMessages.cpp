//===- RaceMessages.cpp - What reports of data races say ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Messages.h"
#include "report/Text.h"

namespace lockstep::messages {

Text headRace(const Text &Later, const Text &Earlier, const Text &Name) {
  return Later + " and " + Earlier + " access " + Name +
         ", and nothing orders them";
}
Text headRaceUnknown(const Text &Thread) {
  return Thread + " accesses what another thread accessed, and nothing orders "
                  "them";
}
static Text accessText(bool Write, bool Atomic, bool Past) {
  Text Verb = Write ? Past ? "wrote" : "writes" : Past ? "had read" : "reads";
  return Atomic ? Verb + " atomically" : Verb;
}
Text raceLater(const Text &Thread, bool Write, bool Atomic, const Text &Place) {
  return Thread + " " + accessText(Write, Atomic, false) + " it at " + Place;
}
Text raceEarlier(const Text &Thread, bool Write, bool Atomic,
                 const Text &Place) {
  return Thread + " " + accessText(Write, Atomic, true) + " it before, at " +
         Place;
}
Text raceHolding(const Text &Locks) {
  return Locks.empty() ? "holding no lock" : "holding " + Locks;
}
Text raceLock(const Text &Object, const Text &Place, bool Shared) {
  return Object + (Shared ? ", for reading" : "") + " (since " + Place + ")";
}
Text raceBlock(uint64_t Offset, uint64_t BlockSize) {
  return "It lies " + memoryBlock(Offset, BlockSize);
}
Text raceNoLock() {
  return "No lock is held at both accesses, and nothing that the one thread "
         "did "
         "after its access synchronizes with what the other did before its "
         "own. Hold one mutex at both, make both atomic, or release after the "
         "one and acquire before the other.";
}
Text raceUsualLock(const Text &Object, uint64_t Held, uint64_t All,
                   const Text &Place) {
  return Object + " is held at " + std::to_string(Held) + " of " +
         std::to_string(All) + (All == 1 ? " access" : " accesses") +
         " to it in this execution. Held at " + Place +
         " too, it would have ordered them.";
}
Text raceReaders(const Text &Object) {
  return "Both threads hold " + Object +
         ", but for reading only, which does not order them. Lock it for "
         "writing where the memory is written.";
}
Text raceHalfAtomic() {
  return "Only one of the accesses is atomic. Where one is, all must be.";
}
Text raceHandover(const Text &Earlier, const Text &Later, const Text &Object,
                  const Text &Stored, const Text &Loaded) {
  return Earlier + " stored to " + Object + " at " + Stored + ", and " + Later +
         " read it at " + Loaded +
         ", which does not synchronize. A release there and an acquire here "
         "would have ordered the accesses.";
}
Text stackOfAccess(const Text &Thread, bool Write, bool Past) {
  return Thread + " " + accessText(Write, false, Past) +
         (Past ? " it before:" : " it:");
}

} // namespace lockstep::messages
