//===- Process.cpp - fork, exit -------------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"
#include "interceptors/Outside.h"

using namespace lockstep;

LOCKSTEP_INTERCEPT pid_t fork() noexcept {
  Control *C = Control::here();
  if (!C)
    return real().fork();
  {
    Control::Scope Inside(*C);
    noteUncontrolled(*C, "fork", __builtin_return_address(0));
  }
  pid_t Child = real().fork();
  // It may post, wake and write what this process waits for.
  C->engine().setOutsiders(true);
  // The program's child is a program of its own, and runs free.
  if (Child == 0)
    Control::deactivate();
  answerTruthfully();
  return Child;
}
