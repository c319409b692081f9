//===- DescriptorWaits.h - Threads that wait for descriptors ----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_DESCRIPTORWAITS_H
#define LOCKSTEP_INTERCEPTORS_DESCRIPTORWAITS_H

#include "interceptors/Descriptors.h"
#include "switching/Control.h"

#include <vector>

namespace lockstep {

/// A thread that waits until one of Files is ready, as for poll(2).
struct DescriptorWait {
  ThreadId Thread;
  std::vector<pollfd> Files;
  LeadsTo From = LeadsTo::Inside; ///< where that can come from
  const char *Function = nullptr; ///< that it is inside of; a literal
};

/// Those of an execution. They go on when a thread has made a descriptor ready;
/// where nobody else can go on, it is looked what the world has done, and
/// waited for it.
class DescriptorWaits : public OutsideWaits {
public:
  /// Those of the execution \p C.
  static DescriptorWaits &of(Control &C);

  /// The current thread waits, in a Control::Scope, at most until \p Op's
  /// deadline; \p Op is a DescriptorWait. \returns false when that came.
  bool wait(Operation &Op, DescriptorWait &Self);
  /// The calling thread has done something to descriptors. Keeps errno.
  static void changedHere();
  /// The same under control.
  void changed() {
    if (!Waiting.empty())
      look(/*MaySleep=*/false);
  }
  bool look(bool MaySleep) override;
  bool expectOutsiders() const override;
  ThreadId sleepsFor() const override { return Sleeper; }

private:
  explicit DescriptorWaits(Control &C) : C(C) {}
  bool notifyReady();
  void sleep();

  Control &C;
  std::vector<DescriptorWait *> Waiting; ///< and were not notified
  ThreadId Sleeper;
};

} // namespace lockstep

#endif
