//===- ThreadSwitcher.h - Kernel threads, one at a time ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SWITCHING_THREADSWITCHER_H
#define LOCKSTEP_SWITCHING_THREADSWITCHER_H

#include "switching/Switcher.h"

#include <deque>

namespace lockstep {

/// Each thread of the program is a kernel thread of its own; a baton says whose
/// turn it is. For debuggers, which then see every thread where it is, and for
/// programs that insist on kernel threads. Hundreds of times slower.
class ThreadSwitcher : public Switcher {
public:
  int prepare(ProgramThread &New, const pthread_attr_t *Attributes,
              Entry Begin) override;
  void switchTo(ProgramThread &From, ProgramThread &To) override;
  void leaveTo(ProgramThread &From, ProgramThread &To) override;
  ProgramThread *reclaim(ProgramThread &Over) override;
  bool sharesCarrier() const override { return false; }

private:
  static void *runThread(void *Argument);
  void await(ProgramThread &Self);

  /// Gave the baton away for good, and its kernel thread is about to end.
  ProgramThread *Leaving = nullptr;
  /// Over, and not joined yet: so long their stacks serve nobody else.
  std::deque<ProgramThread *> Unjoined;
};

} // namespace lockstep

#endif
