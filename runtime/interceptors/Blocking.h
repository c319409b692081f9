//===- Blocking.h - Calls that wait for the outside -------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls that Lockstep does not model are carried out for real while everybody
// else stands still. When one of them never returns, its name is what the
// report can tell.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_BLOCKING_H
#define LOCKSTEP_INTERCEPTORS_BLOCKING_H

#include "switching/Control.h"

namespace lockstep {

/// Where the name of the call is written that the program is inside of; null
/// there when it is in none. Never null itself. The preload points it into
/// memory that outlives the execution; the names are literals.
extern const char **BlockingCallName;

/// Whether a read, write or the like on \p Descriptor can wait for somebody: a
/// pipe, a socket, a terminal, an eventfd, and not set to non-blocking. Never
/// standard output and error.
bool mayBlockOn(int Descriptor);

/// A real call under way. The call is named, and noted as uncontrolled, when
/// the program makes it under control and it may block. Keeps errno.
class BlockingCall {
public:
  BlockingCall(const char *Function, bool MayBlock, void *ReturnAddress) {
    if (MayBlock)
      begin(Function, ReturnAddress);
  }
  /// One that blocks when \p Descriptor does.
  static BlockingCall on(int Descriptor, const char *Function,
                         void *ReturnAddress) {
    return BlockingCall(Function, Control::here() && mayBlockOn(Descriptor),
                        ReturnAddress);
  }
  /// Whether a signal interrupts it by choice (ValueReason::Interrupt), so that
  /// it must not be made: it fails with EINTR, which errno is then.
  bool isInterrupted() const { return Begun && interrupts(); }
  ~BlockingCall() {
    if (Begun)
      *BlockingCallName = Outer;
  }
  BlockingCall(const BlockingCall &) = delete;

private:
  void begin(const char *Function, void *ReturnAddress);
  bool interrupts() const;

  bool Begun = false;
  void *Caller = nullptr;
  const char *Outer = nullptr; ///< the call that a signal interrupted
};

} // namespace lockstep

#endif
