//===- Interruption.h - The user wants an end -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_INTERRUPTION_H
#define LOCKSTEP_PRELOAD_INTERRUPTION_H

#include "platform/DriverSignal.h"

namespace lockstep {

/// Work in the driver that is to leave a result when it is interrupted: from
/// start to stop, SIGINT and SIGTERM only make requested() true. One at a time.
class Interruption {
public:
  static void start();
  static void stop();
  static bool requested();
  /// In an execution: gives the signals back to the program.
  static void leaveToProgram() {
    for (const DriverSignal &Signal : Signals)
      Signal.giveBack();
  }

private:
  static inline DriverSignal Signals[2];
};

} // namespace lockstep

#endif
