//===- DriverSignal.h - A signal that the driver borrows --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_DRIVERSIGNAL_H
#define LOCKSTEP_PLATFORM_DRIVERSIGNAL_H

#include "platform/Kernel.h"

#include <csignal>

namespace lockstep {

/// A signal that the driver handles until the program, in a fork of it, gets it
/// back as it was. What was is kept as the kernel knows it, so that giving it
/// back is one system call and touches nothing else: each execution does it.
class DriverSignal {
public:
  /// Handles \p Number by \p Handler. \returns the handler of before.
  sighandler_t borrow(int Number, sighandler_t Handler) {
    // A job begins again; the handler of before is still that of before.
    if (!Signal)
      kernelCall(SYS_rt_sigaction, Number, 0, long(&Before), MaskSize);
    Signal = Number;
    struct sigaction Ours = {};
    Ours.sa_handler = Handler;
    sigaction(Number, &Ours, nullptr);
    return Before.Handler;
  }
  /// In the driver, for good, or in a fork of it. Nothing when it is not
  /// borrowed.
  void giveBack() const {
    if (Signal)
      kernelCall(SYS_rt_sigaction, Signal, long(&Before), 0, MaskSize);
  }
  void end() {
    giveBack();
    Signal = 0;
  }

private:
  static constexpr long MaskSize = 8;
  /// The kernel's struct sigaction of x86-64.
  struct KernelAction {
    sighandler_t Handler;
    unsigned long Flags;
    void (*Restorer)();
    uint64_t Mask;
  };

  int Signal = 0;
  KernelAction Before = {};
};

} // namespace lockstep

#endif
