//===- DescriptorWaits.cpp - Threads that wait for descriptors ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/DescriptorWaits.h"

#include "interceptors/Blocking.h"
#include "interceptors/Intercept.h"
#include "platform/Kernel.h"

#include <algorithm>

using namespace lockstep;

DescriptorWaits &DescriptorWaits::of(Control &C) {
  // There is one execution in a process.
  static DescriptorWaits *Waits = nullptr;
  if (!Waits) {
    Waits = new DescriptorWaits(C);
    C.engine().setOutsideWaits(Waits);
  }
  return *Waits;
}

void DescriptorWaits::changedHere() {
  Control *C = Control::here();
  if (!C)
    return;
  Control::Scope Inside(*C);
  of(*C).changed();
}

bool DescriptorWaits::wait(Operation &Op, DescriptorWait &Self) {
  Self.Thread = C.self().Id;
  Waiting.push_back(&Self);
  C.engine().park(Op.Object);
  bool Woken = C.reach(Op);
  if (!Woken) {
    std::erase(Waiting, &Self);
    C.engine().unpark(Op.Object);
  }
  C.performed(Op, Woken ? Effect{.Changed = true} : TimedOutCall);
  return Woken;
}

/// An error counts as ready: the call itself says which.
static bool isReady(DescriptorWait &Of) {
  return kernelCall(SYS_poll, long(Of.Files.data()), long(Of.Files.size()),
                    0) != 0;
}

bool DescriptorWaits::notifyReady() {
  size_t Before = Waiting.size();
  std::erase_if(Waiting, [&](DescriptorWait *Each) {
    if (!isReady(*Each))
      return false;
    C.engine().notify(Each->Thread);
    return true;
  });
  return Waiting.size() < Before;
}

/// Until the world makes something ready, or a signal comes.
void DescriptorWaits::sleep() {
  std::vector<pollfd> All;
  const char *Outer = *BlockingCallName;
  for (DescriptorWait *Each : Waiting) {
    All.insert(All.end(), Each->Files.begin(), Each->Files.end());
    if (Each->From == LeadsTo::Inside)
      continue;
    *BlockingCallName = Each->Function;
    Sleeper = Each->Thread;
  }
  kernelCall(SYS_poll, long(All.data()), long(All.size()), -1);
  *BlockingCallName = Outer;
  Sleeper = ThreadId();
}

bool DescriptorWaits::expectOutsiders() const {
  return std::any_of(Waiting.begin(), Waiting.end(), [](DescriptorWait *Of) {
    return Of->From != LeadsTo::Inside;
  });
}

bool DescriptorWaits::look(bool MaySleep) {
  for (;;) {
    if (notifyReady())
      return true;
    if (!MaySleep || !expectOutsiders())
      return false;
    sleep();
  }
}
