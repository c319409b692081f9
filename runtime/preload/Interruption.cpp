//===- Interruption.cpp - The user wants an end ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Interruption.h"

using namespace lockstep;

namespace {
constexpr int Numbers[] = {SIGINT, SIGTERM};
volatile sig_atomic_t Requested = 0;
} // namespace

void Interruption::start() {
  Requested = 0;
  // What was ignored before (nohup) stays so.
  for (int I = 0; I < 2; ++I)
    if (Signals[I].borrow(Numbers[I], [](int) { Requested = 1; }) == SIG_IGN)
      Signals[I].end();
}

void Interruption::stop() {
  for (DriverSignal &Signal : Signals)
    Signal.end();
}

bool Interruption::requested() { return Requested != 0; }
