//===- ShortTransfer.cpp - Less than was asked for ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/ShortTransfer.h"

#include "interceptors/Intercept.h"
#include "platform/Kernel.h"

#include <algorithm>
#include <climits>
#include <sys/ioctl.h>
#include <sys/stat.h>

using namespace lockstep;

namespace {

/// Whether a transfer on \p Descriptor may stop after some of \p Size bytes:
/// files, pipes, stream sockets. Not what is written for people, and not what
/// POSIX writes to a pipe in one piece.
bool mayStop(int Descriptor, const struct stat &Status, Direction Way,
             size_t Size) {
  if (Descriptor == STDOUT_FILENO || Descriptor == STDERR_FILENO)
    return false;
  int Type = 0;
  socklen_t Length = sizeof Type;
  switch (Status.st_mode & S_IFMT) {
  case S_IFREG:
    return true;
  case S_IFIFO:
    return Way == Direction::In || Size > PIPE_BUF;
  case S_IFSOCK:
    return kernelCall(SYS_getsockopt, Descriptor, SOL_SOCKET, SO_TYPE,
                      long(&Type), long(&Length)) == 0 &&
           Type == SOCK_STREAM;
  default:
    return false;
  }
}

/// How many bytes there are to read now, as far as that is known; else 0.
size_t available(int Descriptor, const struct stat &Status, off_t Offset) {
  if ((Status.st_mode & S_IFMT) == S_IFREG) {
    long Position = Offset == AtPosition
                        ? kernelCall(SYS_lseek, Descriptor, 0, SEEK_CUR)
                        : Offset;
    return Position >= 0 && Position < Status.st_size
               ? size_t(Status.st_size - Position)
               : 0;
  }
  int Bytes = 0;
  return kernelCall(SYS_ioctl, Descriptor, FIONREAD, long(&Bytes)) == 0
             ? size_t(Bytes)
             : 0;
}

/// Asks, and tells the program's story. \returns the half of \p Most where less
/// than \p Size bytes are to be transferred.
size_t choose(Control &C, size_t Most, size_t Size, void *Caller) {
  Control::Scope Inside(C);
  if (!C.engine().happens(ValueReason::ShortTransfer))
    return Size;
  Operation Op = unannounced(C, OpKind::Transfer, Caller);
  C.reach(Op);
  C.performed(Op, {.Value = Most / 2,
                   .Written = Size,
                   .Flags = EventHasValue | EventHasWritten});
  return Most / 2;
}

} // namespace

size_t lockstep::shortenedNow(int Descriptor, Direction Way, off_t Offset,
                              size_t Size, void *Caller) {
  Control *C = Control::here();
  struct stat Status;
  if (!C || Size < 2 || kernelCall(SYS_fstat, Descriptor, long(&Status)) < 0 ||
      !mayStop(Descriptor, Status, Way, Size))
    return Size;
  // Half of what would be transferred otherwise.
  size_t Most = Size;
  if (Way == Direction::In)
    if (size_t Waiting = available(Descriptor, Status, Offset); Waiting > 1)
      Most = std::min(Size, Waiting);
  return choose(*C, Most, Size, Caller);
}

size_t lockstep::copySize(int To, int From, off_t Offset, size_t Size,
                          void *Caller) {
  Control *C = Control::here();
  struct stat Source, Target;
  if (!C || !C->engine().permits(ValueReason::ShortTransfer) || Size < 2 ||
      kernelCall(SYS_fstat, From, long(&Source)) < 0 ||
      kernelCall(SYS_fstat, To, long(&Target)) < 0 ||
      !mayStop(To, Target, Direction::Out, Size))
    return Size;
  size_t Most = std::min(Size, available(From, Source, Offset));
  return Most < 2 ? Size : choose(*C, Most, Size, Caller);
}

void TransferParts::shorten(int Descriptor, Direction Way, off_t Offset,
                            void *Caller) {
  size_t Whole = 0;
  for (int I = 0; I < Count; ++I)
    Whole += Parts[I].iov_len;
  size_t Size = shortenedNow(Descriptor, Way, Offset, Whole, Caller);
  if (Size == Whole)
    return;
  // A transfer that stops within its first buffer is one of that buffer.
  const iovec *First =
      std::find_if(Parts, Parts + Count,
                   [](const iovec &Part) { return Part.iov_len != 0; });
  Only = {First->iov_base, std::min(First->iov_len, Size)};
  Parts = &Only;
  Count = 1;
}
