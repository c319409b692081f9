//===- RaceDetector.cpp - Accesses that nothing orders --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/RaceDetector.h"

using namespace lockstep;

void RaceDetector::born(ThreadId Parent) {
  Threads.born(Parent);
  Alone = false;
}

void RaceDetector::finished(ThreadId Thread) { Threads.tick(Thread); }

void RaceDetector::joined(ThreadId Parent, ThreadId Child) {
  Objects.join(Parent, Child);
}

bool RaceDetector::isExcepted(const Race &Of) {
  for (const Range &Known : Excepted)
    if (Known.Begin < Of.Address + Of.Size && Of.Address < Known.End)
      return true;
  return false;
}

const std::vector<Race> &
RaceDetector::unlessExcepted(const std::vector<Race> &Races) {
  if (Excepted.empty())
    return Races;
  Left.clear();
  for (const Race &Of : Races)
    if (!isExcepted(Of))
      Left.push_back(Of);
  return Left;
}

void RaceDetector::forget(uint64_t Address, uint64_t Size) {
  Shadow.forget(Address, Size);
  std::erase_if(Excepted, [&](const Range &Known) {
    return Known.Begin >= Address && Known.End <= Address + Size;
  });
}
