//===- Interruption.cpp - The user wants an end ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Interruption.h"

#include <csignal>

using namespace lockstep;

namespace {
constexpr int Signals[] = {SIGINT, SIGTERM};
struct sigaction Before[2];
bool Watching = false;
volatile sig_atomic_t Requested = 0;
} // namespace

void Interruption::start() {
  Requested = 0;
  struct sigaction Ours = {};
  Ours.sa_handler = [](int) { Requested = 1; };
  for (int I = 0; I < 2; ++I) {
    sigaction(Signals[I], &Ours, &Before[I]);
    // What was ignored before (nohup) stays so.
    if (Before[I].sa_handler == SIG_IGN)
      sigaction(Signals[I], &Before[I], nullptr);
  }
  Watching = true;
}

void Interruption::stop() {
  leaveToProgram();
  Watching = false;
}

bool Interruption::requested() { return Requested != 0; }

void Interruption::leaveToProgram() {
  for (int I = 0; Watching && I < 2; ++I)
    sigaction(Signals[I], &Before[I], nullptr);
}
