//===- ShortTransfer.h - Less than was asked for -------------- -*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_SHORTTRANSFER_H
#define LOCKSTEP_INTERCEPTORS_SHORTTRANSFER_H

#include "switching/Control.h"

#include <sys/uio.h>

namespace lockstep {

enum class Direction : uint8_t { In, Out };

/// Where in a file a transfer begins: at its position.
constexpr off_t AtPosition = -1;

/// What transferSize() asks when the option is on.
size_t shortenedNow(int Descriptor, Direction Way, off_t Offset, size_t Size,
                    void *Caller);

/// How many of \p Size bytes a read or write on \p Descriptor is to ask for:
/// fewer, and at least one, where less may be transferred by choice
/// (ValueReason::ShortTransfer). For transfers that may stop anywhere, not for
/// messages.
inline size_t transferSize(int Descriptor, Direction Way, off_t Offset,
                           size_t Size, void *Caller) {
  Control *C = Control::active();
  return C && C->engine().permits(ValueReason::ShortTransfer)
             ? shortenedNow(Descriptor, Way, Offset, Size, Caller)
             : Size;
}
inline size_t transferSize(int Descriptor, Direction Way, size_t Size,
                           void *Caller) {
  return transferSize(Descriptor, Way, AtPosition, Size, Caller);
}

/// How many of \p Size bytes \p From, at \p Offset, are to go \p To in one
/// sendfile(2).
size_t copySize(int To, int From, off_t Offset, size_t Size, void *Caller);

/// The same for several buffers. What data() and size() name lives as long.
class TransferParts {
public:
  TransferParts(int Descriptor, Direction Way, const iovec *Given,
                int GivenCount, void *Caller, off_t Offset = AtPosition)
      : Parts(Given), Count(GivenCount) {
    Control *C = Control::active();
    if (C && C->engine().permits(ValueReason::ShortTransfer))
      shorten(Descriptor, Way, Offset, Caller);
  }
  TransferParts(const TransferParts &) = delete;
  const iovec *data() const { return Parts; }
  int size() const { return Count; }

private:
  void shorten(int Descriptor, Direction Way, off_t Offset, void *Caller);

  const iovec *Parts;
  int Count;
  iovec Only{};
};

} // namespace lockstep

#endif
