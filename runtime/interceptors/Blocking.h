//===- Blocking.h - Calls that wait for the outside -------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls that may wait for threads of the program, through a pipe, a socket and
// the like, wait as threads do: others go on meanwhile. What leads outside is
// waited for with the call itself, while everybody else stands still. When such
// a call never returns, its name is what the report can tell.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_BLOCKING_H
#define LOCKSTEP_INTERCEPTORS_BLOCKING_H

#include "interceptors/DescriptorWaits.h"

#include <cerrno>

namespace lockstep {

/// Where the name of the call is written that the program is inside of; null
/// there when it is in none. Never null itself. The preload points it into
/// memory that outlives the execution; the names are literals.
extern const char **BlockingCallName;

/// Whether a read, write or the like on \p Descriptor can wait for somebody: a
/// pipe, a socket, a terminal, an eventfd, and not set to non-blocking. Never
/// standard output and error.
bool mayBlockOn(int Descriptor);

/// While it lives, calls on \p Descriptor, unless that is negative, do not
/// wait: not those of others either, who stand still.
class NotBlocking {
public:
  explicit NotBlocking(int Descriptor);
  ~NotBlocking();
  NotBlocking(const NotBlocking &) = delete;

private:
  int Descriptor;
  long Flags = 0;
};

/// A real call under way, which the program makes under control. One that leads
/// outside is named, and noted as uncontrolled, when it may block; one that
/// leads to threads of the program is a scheduling point. Keeps errno.
class BlockingCall {
public:
  /// A call that has nothing to do with descriptors of the program's own.
  BlockingCall(const char *Function, bool MayBlock, void *ReturnAddress) {
    if (MayBlock)
      begin(Function, ReturnAddress);
  }
  /// One that waits, where it \p MayBlock, until one of \p Files is ready.
  BlockingCall(const char *Function, bool MayBlock, void *ReturnAddress,
               std::vector<pollfd> Files) {
    beginOn(Function, MayBlock, ReturnAddress, std::move(Files));
  }
  /// One that blocks when \p Descriptor does, until it is readable or writable
  /// (\p Events as for poll(2)).
  static BlockingCall on(int Descriptor, short Events, const char *Function,
                         void *ReturnAddress) {
    return onIf(mayBlockOn, Descriptor, Events, Function, ReturnAddress);
  }
  /// One that blocks when \p MayBlock(Descriptor) says so.
  template <class Asking>
  static BlockingCall onIf(Asking MayBlock, int Descriptor, short Events,
                           const char *Function, void *ReturnAddress) {
    if (!Control::here())
      return BlockingCall(Function, false, ReturnAddress);
    return BlockingCall(Function, MayBlock(Descriptor), ReturnAddress,
                        {{Descriptor, Events, 0}});
  }
  /// The call only looks: others learn nothing from it.
  void onlyLooks() { Looks = true; }
  /// A wait for threads of the program ends when \p Span of virtual time has
  /// passed. Null: it takes as long as it takes.
  void giveUpAfter(const timespec *Span);
  /// Whether the call may wait, and does so as threads do.
  bool waitsForThreads() const { return Own && Begun; }

  /// Makes the call, which is \p Whole. \p Attempt is the same call without
  /// waiting: where it would have to wait it says so by EAGAIN, and has done
  /// nothing. It is made where threads of the program are waited for, and where
  /// a signal is to interrupt the call by choice (ValueReason::Interrupt); then
  /// the call fails with EINTR in place of waiting. A call that has nothing to
  /// wait for is never interrupted. \p Late is what it says when its time is
  /// over.
  template <class Trying, class Calling, class Ending>
  auto make(Trying Attempt, Calling Whole, Ending Late) -> decltype(Whole()) {
    Operation Op;
    if (!Begun || !isChosen(Op)) [[likely]]
      return Own ? makeOwn(Attempt, Whole, Late) : Whole();
    auto Result = Attempt();
    bool Waits = Result == -1 && errno == EAGAIN;
    conclude(Op, Waits);
    if (Own)
      concludeOwn(Result != -1);
    return Result;
  }
  /// The same for what fails with EAGAIN when its time is over.
  template <class Trying, class Calling>
  auto make(Trying Attempt, Calling Whole) {
    return make(Attempt, Whole, [] {
      errno = EAGAIN;
      return -1;
    });
  }
  /// The same on a \p Descriptor that is to be readable or writable (\p Events
  /// as for poll(2)).
  template <class Calling>
  auto makeOn(int Descriptor, short Events, Calling Whole) {
    return make(
        [&]() -> decltype(Whole()) {
          if (!isReady(Descriptor, Events))
            return -1;
          // There may be room for a part only.
          NotBlocking Now(Own && Events == POLLOUT ? Descriptor : -1);
          return Whole();
        },
        Whole);
  }
  /// For what waits for processes, which may always be slower: a call that is
  /// interrupted by choice is not made at all.
  template <class Calling> auto makeUnlessInterrupted(Calling Whole) {
    return make(
        [] {
          errno = EAGAIN;
          return -1;
        },
        Whole);
  }
  ~BlockingCall() {
    if (Begun && !Own)
      *BlockingCallName = Outer;
  }
  BlockingCall(const BlockingCall &) = delete;

private:
  void begin(const char *Function, void *ReturnAddress);
  void begin(Control &C, const char *Function, void *ReturnAddress);
  void beginOn(const char *Function, bool MayBlock, void *ReturnAddress,
               std::vector<pollfd> Files);
  /// Brings the thread to the point where the call is interrupted.
  bool isChosen(Operation &Op) const;
  static void conclude(const Operation &Op, bool Interrupted);
  /// False with errno EAGAIN.
  static bool isReady(int Descriptor, short Events);

  template <class Trying, class Calling, class Ending>
  auto makeOwn(Trying Attempt, Calling Whole, Ending Late)
      -> decltype(Whole()) {
    for (;;) {
      auto Result = Begun ? Attempt() : Whole();
      if (!Begun || Result != -1 || errno != EAGAIN) {
        concludeOwn(Result != -1);
        return Result;
      }
      if (!waitOwn())
        return Late();
    }
  }
  bool waitOwn();
  void heedSocketTimeout();
  void concludeOwn(bool Changed);

  bool Begun = false; ///< it may block
  bool Own = false;   ///< it leads to threads of the program
  bool Looks = false;
  void *Caller = nullptr;
  const char *Outer = nullptr; ///< the call that a signal interrupted
  uint64_t Deadline = NoDeadline;
  DescriptorWait Wait;
};

} // namespace lockstep

#endif
