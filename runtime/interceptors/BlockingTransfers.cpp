//===- BlockingTransfers.cpp - Reads and writes that may wait -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/Blocking.h"
#include "interceptors/DescriptorSync.h"
#include "interceptors/Intercept.h"
#include "interceptors/SanitizerRuntime.h"
#include "interceptors/ShortTransfer.h"
#include "platform/Kernel.h"

#include <fcntl.h>
#include <optional>

using namespace lockstep;

extern "C" [[noreturn]] void __chk_fail() noexcept;

/// Whether what is called with these flags of recv(2) or send(2) may be cut
/// short: not what must come whole, or stays where it is.
static bool mayBeShort(int Flags) {
  return !(Flags & (MSG_WAITALL | MSG_PEEK | MSG_TRUNC | MSG_OOB));
}

static size_t sizeWith(int Flags, int Socket, Direction Way, size_t Size,
                       void *Caller) {
  return mayBeShort(Flags) ? transferSize(Socket, Way, Size, Caller) : Size;
}

namespace {
/// A message of sendmsg(2) or recvmsg(2), of which perhaps less is transferred.
class MessageParts {
public:
  MessageParts(int Socket, Direction Way, const msghdr &Given, int Flags,
               void *Caller)
      : Header(Given) {
    if (!mayBeShort(Flags))
      return;
    Shorter.emplace(Socket, Way, Given.msg_iov, int(Given.msg_iovlen), Caller);
    Header.msg_iov = const_cast<iovec *>(Shorter->data());
    Header.msg_iovlen = size_t(Shorter->size());
  }
  msghdr *data() { return &Header; }
  /// What was received besides the bytes.
  void giveBack(msghdr &To) const {
    To.msg_namelen = Header.msg_namelen;
    To.msg_controllen = Header.msg_controllen;
    To.msg_flags = Header.msg_flags;
  }

private:
  msghdr Header;
  std::optional<TransferParts> Shorter;
};
} // namespace

static ssize_t readOnce(BlockingCall &Inside, int Descriptor, void *Buffer,
                        size_t Size, void *Caller) {
  return Inside.makeOn(Descriptor, POLLIN, [&] {
    size_t Most = transferSize(Descriptor, Direction::In, Size, Caller);
    return real().read(Descriptor, Buffer, Most);
  });
}

/// Passes all of \p Size bytes on, as calls that block do, to threads that take
/// a part at a time. \p Send passes on what there is room for.
template <class Sending>
static ssize_t sendWhole(BlockingCall &Inside, int Descriptor,
                         const char *Bytes, size_t Size, Sending Send) {
  for (size_t Done = 0;;) {
    ssize_t Sent = Inside.makeOn(Descriptor, POLLOUT, [&] {
      return Send(Descriptor, Bytes + Done, Size - Done);
    });
    if (Sent < 0)
      return Done ? ssize_t(Done) : Sent;
    Done += size_t(Sent);
    if (Done == Size)
      return ssize_t(Done);
  }
}

LOCKSTEP_INTERCEPT ssize_t read(int Descriptor, void *Buffer, size_t Size) {
  Receiving Sync(Descriptor);
  auto Inside =
      BlockingCall::on(Descriptor, POLLIN, "read", __builtin_return_address(0));
  return readOnce(Inside, Descriptor, Buffer, Size,
                  __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT ssize_t readv(int Descriptor, const iovec *Parts,
                                 int Count) {
  Receiving Sync(Descriptor);
  auto Inside = BlockingCall::on(Descriptor, POLLIN, "readv",
                                 __builtin_return_address(0));
  void *Caller = __builtin_return_address(0);
  return Inside.makeOn(Descriptor, POLLIN, [&] {
    TransferParts All(Descriptor, Direction::In, Parts, Count, Caller);
    return real().readv(Descriptor, All.data(), All.size());
  });
}

LOCKSTEP_INTERCEPT ssize_t write(int Descriptor, const void *Bytes,
                                 size_t Size) {
  void *Caller = __builtin_return_address(0);
  if (HearStandardError && Descriptor == STDERR_FILENO)
    HearStandardError({static_cast<const char *>(Bytes), Size}, Caller);
  Sending Sync(Descriptor);
  auto Inside = BlockingCall::on(Descriptor, POLLOUT, "write", Caller);
  if (Inside.waitsForThreads()) {
    size_t Most = transferSize(Descriptor, Direction::Out, Size, Caller);
    return sendWhole(Inside, Descriptor, static_cast<const char *>(Bytes), Most,
                     [](int To, const char *From, size_t Count) {
                       return real().write(To, From, Count);
                     });
  }
  return Inside.makeOn(Descriptor, POLLOUT, [&] {
    size_t Most = transferSize(Descriptor, Direction::Out, Size, Caller);
    return real().write(Descriptor, Bytes, Most);
  });
}

LOCKSTEP_INTERCEPT ssize_t writev(int Descriptor, const iovec *Parts,
                                  int Count) {
  Sending Sync(Descriptor);
  auto Inside = BlockingCall::on(Descriptor, POLLOUT, "writev",
                                 __builtin_return_address(0));
  void *Caller = __builtin_return_address(0);
  return Inside.makeOn(Descriptor, POLLOUT, [&] {
    TransferParts All(Descriptor, Direction::Out, Parts, Count, Caller);
    return real().writev(Descriptor, All.data(), All.size());
  });
}

// The C library reads and writes these with calls of its own.

LOCKSTEP_INTERCEPT int eventfd_read(int Descriptor, eventfd_t *Value) {
  Receiving Sync(Descriptor);
  auto Inside = BlockingCall::on(Descriptor, POLLIN, "eventfd_read",
                                 __builtin_return_address(0));
  return Inside.makeOn(Descriptor, POLLIN,
                       [&] { return real().eventfd_read(Descriptor, Value); });
}

LOCKSTEP_INTERCEPT int eventfd_write(int Descriptor, eventfd_t Value) {
  Sending Sync(Descriptor);
  auto Inside = BlockingCall::on(Descriptor, POLLOUT, "eventfd_write",
                                 __builtin_return_address(0));
  return Inside.makeOn(Descriptor, POLLOUT,
                       [&] { return real().eventfd_write(Descriptor, Value); });
}

//===----------------------------------------------------------------------===//
// Sockets
//===----------------------------------------------------------------------===//

/// A transfer with the flags of recv(2) and send(2), under way.
static BlockingCall onSocket(int Socket, int Flags, short Events,
                             const char *Function, void *ReturnAddress) {
  return BlockingCall::onIf(
      [&](int) { return !(Flags & MSG_DONTWAIT) && mayBlockOn(Socket); },
      Socket, Events, Function, ReturnAddress);
}

/// Makes \p Call, which is given the flags.
template <class Calling>
static auto makeWith(BlockingCall &Inside, int Flags, Calling Call) {
  return Inside.make([&] { return Call(Flags | MSG_DONTWAIT); },
                     [&] { return Call(Flags); });
}

static ssize_t receiveOnce(BlockingCall &Inside, int Socket, void *Buffer,
                           size_t Size, int Flags, sockaddr *From,
                           socklen_t *Length, void *Caller) {
  return makeWith(Inside, Flags, [&](int How) {
    size_t Most = sizeWith(Flags, Socket, Direction::In, Size, Caller);
    return real().recvfrom(Socket, Buffer, Most, How, From, Length);
  });
}

LOCKSTEP_INTERCEPT ssize_t recv(int Socket, void *Buffer, size_t Size,
                                int Flags) {
  Receiving Sync(Socket);
  auto Inside =
      onSocket(Socket, Flags, POLLIN, "recv", __builtin_return_address(0));
  return receiveOnce(Inside, Socket, Buffer, Size, Flags, nullptr, nullptr,
                     __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT ssize_t recvfrom(int Socket, void *__restrict Buffer,
                                    size_t Size, int Flags,
                                    sockaddr *__restrict From,
                                    socklen_t *__restrict Length) {
  Receiving Sync(Socket);
  auto Inside =
      onSocket(Socket, Flags, POLLIN, "recvfrom", __builtin_return_address(0));
  return receiveOnce(Inside, Socket, Buffer, Size, Flags, From, Length,
                     __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT ssize_t recvmsg(int Socket, msghdr *Message, int Flags) {
  Receiving Sync(Socket);
  auto Inside =
      onSocket(Socket, Flags, POLLIN, "recvmsg", __builtin_return_address(0));
  void *Caller = __builtin_return_address(0);
  return makeWith(Inside, Flags, [&](int How) {
    MessageParts All(Socket, Direction::In, *Message, Flags, Caller);
    ssize_t Got = real().recvmsg(Socket, All.data(), How);
    All.giveBack(*Message);
    return Got;
  });
}

LOCKSTEP_INTERCEPT int recvmmsg(int Socket, mmsghdr *Messages, unsigned Count,
                                int Flags, timespec *Timeout) {
  Receiving Sync(Socket);
  auto Inside =
      onSocket(Socket, Flags, POLLIN, "recvmmsg", __builtin_return_address(0));
  return makeWith(Inside, Flags, [&](int How) {
    return real().recvmmsg(Socket, Messages, Count, How, Timeout);
  });
}

LOCKSTEP_INTERCEPT ssize_t send(int Socket, const void *Bytes, size_t Size,
                                int Flags) {
  Sending Sync(Socket, !(Flags & MSG_DONTWAIT));
  void *Caller = __builtin_return_address(0);
  auto Inside = onSocket(Socket, Flags, POLLOUT, "send", Caller);
  if (Inside.waitsForThreads()) {
    size_t Most = sizeWith(Flags, Socket, Direction::Out, Size, Caller);
    return sendWhole(Inside, Socket, static_cast<const char *>(Bytes), Most,
                     [&](int To, const char *From, size_t Count) {
                       return real().send(To, From, Count,
                                          Flags | MSG_DONTWAIT);
                     });
  }
  return makeWith(Inside, Flags, [&](int How) {
    size_t Most = sizeWith(Flags, Socket, Direction::Out, Size, Caller);
    return real().send(Socket, Bytes, Most, How);
  });
}

LOCKSTEP_INTERCEPT ssize_t sendto(int Socket, const void *Bytes, size_t Size,
                                  int Flags, const sockaddr *To,
                                  socklen_t Length) {
  Sending Sync(Socket, !(Flags & MSG_DONTWAIT));
  auto Inside =
      onSocket(Socket, Flags, POLLOUT, "sendto", __builtin_return_address(0));
  void *Caller = __builtin_return_address(0);
  return makeWith(Inside, Flags, [&](int How) {
    size_t Most = sizeWith(Flags, Socket, Direction::Out, Size, Caller);
    return real().sendto(Socket, Bytes, Most, How, To, Length);
  });
}

LOCKSTEP_INTERCEPT ssize_t sendmsg(int Socket, const msghdr *Message,
                                   int Flags) {
  Sending Sync(Socket, !(Flags & MSG_DONTWAIT));
  auto Inside =
      onSocket(Socket, Flags, POLLOUT, "sendmsg", __builtin_return_address(0));
  void *Caller = __builtin_return_address(0);
  return makeWith(Inside, Flags, [&](int How) {
    MessageParts All(Socket, Direction::Out, *Message, Flags, Caller);
    return real().sendmsg(Socket, All.data(), How);
  });
}

LOCKSTEP_INTERCEPT int sendmmsg(int Socket, mmsghdr *Messages, unsigned Count,
                                int Flags) {
  Sending Sync(Socket, !(Flags & MSG_DONTWAIT));
  auto Inside =
      onSocket(Socket, Flags, POLLOUT, "sendmmsg", __builtin_return_address(0));
  return makeWith(Inside, Flags, [&](int How) {
    return real().sendmmsg(Socket, Messages, Count, How);
  });
}

LOCKSTEP_INTERCEPT int accept(int Socket, sockaddr *__restrict From,
                              socklen_t *__restrict Length) {
  Receiving Sync(Socket);
  auto Inside =
      BlockingCall::on(Socket, POLLIN, "accept", __builtin_return_address(0));
  int New = Inside.makeOn(Socket, POLLIN,
                          [&] { return real().accept(Socket, From, Length); });
  return noteAccepted(New);
}

LOCKSTEP_INTERCEPT int accept4(int Socket, sockaddr *__restrict From,
                               socklen_t *__restrict Length, int Flags) {
  Receiving Sync(Socket);
  auto Inside =
      BlockingCall::on(Socket, POLLIN, "accept4", __builtin_return_address(0));
  int New = Inside.makeOn(Socket, POLLIN, [&] {
    return real().accept4(Socket, From, Length, Flags);
  });
  return noteAccepted(New);
}

/// Begins to connect. When that takes time it fails with EAGAIN and goes on, as
/// it does when a signal interrupts connect(2).
static int connectNow(int Socket, const sockaddr *To, socklen_t Length) {
  long Flags = kernelCall(SYS_fcntl, Socket, F_GETFL);
  kernelCall(SYS_fcntl, Socket, F_SETFL, Flags | O_NONBLOCK);
  int Result = real().connect(Socket, To, Length);
  kernelCall(SYS_fcntl, Socket, F_SETFL, Flags);
  if (Result && errno == EINPROGRESS)
    errno = EAGAIN;
  return Result;
}

LOCKSTEP_INTERCEPT int connect(int Socket, const sockaddr *To,
                               socklen_t Length) {
  passOnThrough(Socket);
  Receiving Sync(Socket);
  noteConnecting(Socket, To, Length);
  auto Inside =
      BlockingCall::on(Socket, POLLOUT, "connect", __builtin_return_address(0));
  // Once it has begun, the other side may accept it.
  auto AndNote = [Socket](int Result) {
    noteConnected(Socket);
    return Result;
  };
  return Inside.make(
      [&] { return AndNote(connectNow(Socket, To, Length)); },
      [&] { return AndNote(real().connect(Socket, To, Length)); });
}

//===----------------------------------------------------------------------===//
// What _FORTIFY_SOURCE calls instead
//===----------------------------------------------------------------------===//

LOCKSTEP_INTERCEPT ssize_t __read_chk(int Descriptor, void *Buffer, size_t Size,
                                      size_t Room) {
  Receiving Sync(Descriptor);
  if (Size > Room)
    __chk_fail();
  auto Inside =
      BlockingCall::on(Descriptor, POLLIN, "read", __builtin_return_address(0));
  return readOnce(Inside, Descriptor, Buffer, Size,
                  __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT ssize_t __recv_chk(int Socket, void *Buffer, size_t Size,
                                      size_t Room, int Flags) {
  Receiving Sync(Socket);
  if (Size > Room)
    __chk_fail();
  auto Inside =
      onSocket(Socket, Flags, POLLIN, "recv", __builtin_return_address(0));
  return receiveOnce(Inside, Socket, Buffer, Size, Flags, nullptr, nullptr,
                     __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT ssize_t __recvfrom_chk(int Socket, void *__restrict Buffer,
                                          size_t Size, size_t Room, int Flags,
                                          sockaddr *__restrict From,
                                          socklen_t *__restrict Length) {
  Receiving Sync(Socket);
  if (Size > Room)
    __chk_fail();
  auto Inside =
      onSocket(Socket, Flags, POLLIN, "recvfrom", __builtin_return_address(0));
  return receiveOnce(Inside, Socket, Buffer, Size, Flags, From, Length,
                     __builtin_return_address(0));
}
