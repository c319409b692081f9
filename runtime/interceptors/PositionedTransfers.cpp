//===- PositionedTransfers.cpp - Reads and writes at an offset ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// They are for files, which nobody waits for: all that Lockstep does is let
// them transfer less (ValueReason::ShortTransfer). sendfile(2) may wait, too.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Blocking.h"
#include "interceptors/DescriptorSync.h"
#include "interceptors/Intercept.h"
#include "interceptors/ShortTransfer.h"

using namespace lockstep;

extern "C" [[noreturn]] void __chk_fail() noexcept;

LOCKSTEP_INTERCEPT ssize_t pread(int Descriptor, void *Buffer, size_t Size,
                                 off_t Offset) {
  Receiving Sync(Descriptor);
  Size = transferSize(Descriptor, Direction::In, Offset, Size,
                      __builtin_return_address(0));
  return real().pread(Descriptor, Buffer, Size, Offset);
}

LOCKSTEP_INTERCEPT ssize_t pread64(int Descriptor, void *Buffer, size_t Size,
                                   off64_t Offset) {
  Receiving Sync(Descriptor);
  Size = transferSize(Descriptor, Direction::In, Offset, Size,
                      __builtin_return_address(0));
  return real().pread64(Descriptor, Buffer, Size, Offset);
}

LOCKSTEP_INTERCEPT ssize_t pwrite(int Descriptor, const void *Bytes,
                                  size_t Size, off_t Offset) {
  Sending Sync(Descriptor);
  Size = transferSize(Descriptor, Direction::Out, Offset, Size,
                      __builtin_return_address(0));
  return real().pwrite(Descriptor, Bytes, Size, Offset);
}

LOCKSTEP_INTERCEPT ssize_t pwrite64(int Descriptor, const void *Bytes,
                                    size_t Size, off64_t Offset) {
  Sending Sync(Descriptor);
  Size = transferSize(Descriptor, Direction::Out, Offset, Size,
                      __builtin_return_address(0));
  return real().pwrite64(Descriptor, Bytes, Size, Offset);
}

LOCKSTEP_INTERCEPT ssize_t preadv(int Descriptor, const iovec *Parts, int Count,
                                  off_t Offset) {
  Receiving Sync(Descriptor);
  TransferParts All(Descriptor, Direction::In, Parts, Count,
                    __builtin_return_address(0), Offset);
  return real().preadv(Descriptor, All.data(), All.size(), Offset);
}

LOCKSTEP_INTERCEPT ssize_t preadv64(int Descriptor, const iovec *Parts,
                                    int Count, off64_t Offset) {
  Receiving Sync(Descriptor);
  TransferParts All(Descriptor, Direction::In, Parts, Count,
                    __builtin_return_address(0), Offset);
  return real().preadv64(Descriptor, All.data(), All.size(), Offset);
}

LOCKSTEP_INTERCEPT ssize_t pwritev(int Descriptor, const iovec *Parts,
                                   int Count, off_t Offset) {
  Sending Sync(Descriptor);
  TransferParts All(Descriptor, Direction::Out, Parts, Count,
                    __builtin_return_address(0), Offset);
  return real().pwritev(Descriptor, All.data(), All.size(), Offset);
}

LOCKSTEP_INTERCEPT ssize_t pwritev64(int Descriptor, const iovec *Parts,
                                     int Count, off64_t Offset) {
  Sending Sync(Descriptor);
  TransferParts All(Descriptor, Direction::Out, Parts, Count,
                    __builtin_return_address(0), Offset);
  return real().pwritev64(Descriptor, All.data(), All.size(), Offset);
}

static ssize_t sendFrom(int To, int From, off_t *Offset, size_t Size,
                        void *Caller) {
  Receiving Source(From);
  Sending Sync(To);
  auto Inside = BlockingCall::on(To, POLLOUT, "sendfile", Caller);
  return Inside.makeOn(To, POLLOUT, [&] {
    size_t Most =
        copySize(To, From, Offset ? *Offset : AtPosition, Size, Caller);
    return real().sendfile(To, From, Offset, Most);
  });
}

LOCKSTEP_INTERCEPT ssize_t sendfile(int To, int From, off_t *Offset,
                                    size_t Size) noexcept {
  return sendFrom(To, From, Offset, Size, __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT ssize_t sendfile64(int To, int From, off64_t *Offset,
                                      size_t Size) noexcept {
  return sendFrom(To, From, Offset, Size, __builtin_return_address(0));
}

// What _FORTIFY_SOURCE calls instead.

LOCKSTEP_INTERCEPT ssize_t __pread_chk(int Descriptor, void *Buffer,
                                       size_t Size, off_t Offset, size_t Room) {
  Receiving Sync(Descriptor);
  if (Size > Room)
    __chk_fail();
  Size = transferSize(Descriptor, Direction::In, Offset, Size,
                      __builtin_return_address(0));
  return real().pread(Descriptor, Buffer, Size, Offset);
}

LOCKSTEP_INTERCEPT ssize_t __pread64_chk(int Descriptor, void *Buffer,
                                         size_t Size, off64_t Offset,
                                         size_t Room) {
  Receiving Sync(Descriptor);
  if (Size > Room)
    __chk_fail();
  Size = transferSize(Descriptor, Direction::In, Offset, Size,
                      __builtin_return_address(0));
  return real().pread(Descriptor, Buffer, Size, Offset);
}
