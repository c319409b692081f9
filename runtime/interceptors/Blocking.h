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

#include <cerrno>
#include <poll.h>

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
  /// Makes the call, which is \p Whole. Where a signal is to interrupt it by
  /// choice (ValueReason::Interrupt) it is \p Attempt instead, the same call
  /// without waiting: when that would have to wait, which it says by EAGAIN,
  /// the call fails with EINTR and has done nothing. A call that has nothing to
  /// wait for is never interrupted.
  template <class Trying, class Calling>
  auto make(Trying Attempt, Calling Whole) const {
    Operation Op;
    if (!Begun || !isChosen(Op)) [[likely]]
      return Whole();
    auto Result = Attempt();
    bool Waits = Result == -1 && errno == EAGAIN;
    conclude(Op, Waits);
    return Result;
  }
  /// The same on a \p Descriptor that is to be readable or writable (\p Events
  /// as for poll(2)).
  template <class Calling>
  auto makeOn(int Descriptor, short Events, Calling Whole) const {
    return make(
        [&]() -> decltype(Whole()) {
          return isReady(Descriptor, Events) ? Whole() : -1;
        },
        Whole);
  }
  /// For what waits for processes, which may always be slower: a call that is
  /// interrupted by choice is not made at all.
  template <class Calling> auto makeUnlessInterrupted(Calling Whole) const {
    return make(
        [] {
          errno = EAGAIN;
          return -1;
        },
        Whole);
  }
  ~BlockingCall() {
    if (Begun)
      *BlockingCallName = Outer;
  }
  BlockingCall(const BlockingCall &) = delete;

private:
  void begin(const char *Function, void *ReturnAddress);
  /// Brings the thread to the point where the call is interrupted.
  bool isChosen(Operation &Op) const;
  static void conclude(const Operation &Op, bool Interrupted);
  /// False with errno EAGAIN.
  static bool isReady(int Descriptor, short Events);

  bool Begun = false;
  void *Caller = nullptr;
  const char *Outer = nullptr; ///< the call that a signal interrupted
};

} // namespace lockstep

#endif
