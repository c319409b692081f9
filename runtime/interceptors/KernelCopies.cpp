//===- KernelCopies.cpp - What the kernel copies by itself ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Transfers from descriptor to descriptor, and from pages to a pipe.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Blocking.h"
#include "interceptors/DescriptorSync.h"
#include "interceptors/Intercept.h"

#include <fcntl.h>

using namespace lockstep;

namespace {
/// A copy that may wait for either end, unless \p Flags say that it must not.
class Copying {
public:
  Copying(int From, int To, unsigned Flags, const char *Function, void *Caller)
      : Source(From), Target(To, !(Flags & SPLICE_F_NONBLOCK)),
        Inside(Function,
               !(Flags & SPLICE_F_NONBLOCK) && Control::here() &&
                   (mayBlockOn(From) || mayBlockOn(To)),
               Caller) {}

private:
  Receiving Source;
  Sending Target;
  BlockingCall Inside;
};
} // namespace

LOCKSTEP_INTERCEPT ssize_t splice(int From, off64_t *FromOffset, int To,
                                  off64_t *ToOffset, size_t Size,
                                  unsigned Flags) {
  Copying Inside(From, To, Flags, "splice", __builtin_return_address(0));
  return real().splice(From, FromOffset, To, ToOffset, Size, Flags);
}

LOCKSTEP_INTERCEPT ssize_t tee(int From, int To, size_t Size, unsigned Flags) {
  Copying Inside(From, To, Flags, "tee", __builtin_return_address(0));
  return real().tee(From, To, Size, Flags);
}

/// Takes from a pipe where it is the reading end.
LOCKSTEP_INTERCEPT ssize_t vmsplice(int Pipe, const iovec *Parts, size_t Count,
                                    unsigned Flags) {
  Copying Inside(Pipe, Pipe, Flags, "vmsplice", __builtin_return_address(0));
  return real().vmsplice(Pipe, Parts, Count, Flags);
}

LOCKSTEP_INTERCEPT ssize_t copy_file_range(int From, off64_t *FromOffset,
                                           int To, off64_t *ToOffset,
                                           size_t Size, unsigned Flags) {
  Receiving Source(From);
  Sending Target(To);
  return real().copy_file_range(From, FromOffset, To, ToOffset, Size, Flags);
}
