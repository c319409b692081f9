//===- Reorder.h - The program that holding a site is for -------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_SUPPORT_REORDER_H
#define LOCKSTEP_TEST_SUPPORT_REORDER_H

#include "support/ScriptedProgram.h"

#include <algorithm>

namespace lockstep::scripted {

/// A setter for each of \p Setters threads: one write, then the other; and a
/// thread that checks: it must read the first one's value and not the second's.
inline Program reorder(unsigned Setters) {
  Program P;
  for (unsigned Setter = 0; Setter < Setters; ++Setter)
    P.thread(Setter).code(1).write(0, 1).write(1, 1);
  P.thread(Setters).code(2).read(0).read(1);
  return P;
}

inline bool isReordered(const Execution &E, unsigned Setters) {
  size_t First = E.stepOf(Setters, 0), Second = E.stepOf(Setters, 1);
  size_t FirstWrite = E.Schedule.size(), SecondWrite = E.Schedule.size();
  for (unsigned Setter = 0; Setter < Setters; ++Setter) {
    FirstWrite = std::min(FirstWrite, E.stepOf(Setter, 0));
    SecondWrite = std::min(SecondWrite, E.stepOf(Setter, 1));
  }
  return FirstWrite < First && Second < SecondWrite;
}

} // namespace lockstep::scripted

#endif
