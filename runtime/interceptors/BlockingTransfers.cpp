//===- BlockingTransfers.cpp - Reads and writes that may wait -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/Blocking.h"
#include "interceptors/DescriptorSync.h"
#include "interceptors/Intercept.h"
#include "interceptors/ShortTransfer.h"

using namespace lockstep;

extern "C" [[noreturn]] void __chk_fail() noexcept;

/// For what is called with the flags of recv(2) and send(2): what must come
/// whole, or stays where it is, is not cut short.
static size_t sizeWith(int Flags, int Socket, Direction Way, size_t Size,
                       void *Caller) {
  return Flags & (MSG_WAITALL | MSG_PEEK | MSG_TRUNC | MSG_OOB)
             ? Size
             : transferSize(Socket, Way, Size, Caller);
}

LOCKSTEP_INTERCEPT ssize_t read(int Descriptor, void *Buffer, size_t Size) {
  Receiving Sync(Descriptor);
  auto Inside =
      BlockingCall::on(Descriptor, "read", __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  Size = transferSize(Descriptor, Direction::In, Size,
                      __builtin_return_address(0));
  return real().read(Descriptor, Buffer, Size);
}

LOCKSTEP_INTERCEPT ssize_t readv(int Descriptor, const iovec *Parts,
                                 int Count) {
  Receiving Sync(Descriptor);
  auto Inside =
      BlockingCall::on(Descriptor, "readv", __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  TransferParts All(Descriptor, Direction::In, Parts, Count,
                    __builtin_return_address(0));
  return real().readv(Descriptor, All.data(), All.size());
}

LOCKSTEP_INTERCEPT ssize_t write(int Descriptor, const void *Bytes,
                                 size_t Size) {
  passOnThrough(Descriptor);
  auto Inside =
      BlockingCall::on(Descriptor, "write", __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  Size = transferSize(Descriptor, Direction::Out, Size,
                      __builtin_return_address(0));
  return real().write(Descriptor, Bytes, Size);
}

LOCKSTEP_INTERCEPT ssize_t writev(int Descriptor, const iovec *Parts,
                                  int Count) {
  passOnThrough(Descriptor);
  auto Inside =
      BlockingCall::on(Descriptor, "writev", __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  TransferParts All(Descriptor, Direction::Out, Parts, Count,
                    __builtin_return_address(0));
  return real().writev(Descriptor, All.data(), All.size());
}

//===----------------------------------------------------------------------===//
// Sockets
//===----------------------------------------------------------------------===//

/// A transfer with the flags of recv(2) and send(2).
static bool mayBlockOn(int Socket, int Flags) {
  return Control::here() && !(Flags & MSG_DONTWAIT) &&
         lockstep::mayBlockOn(Socket);
}

LOCKSTEP_INTERCEPT ssize_t recv(int Socket, void *Buffer, size_t Size,
                                int Flags) {
  Receiving Sync(Socket);
  BlockingCall Inside("recv", mayBlockOn(Socket, Flags),
                      __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  Size =
      sizeWith(Flags, Socket, Direction::In, Size, __builtin_return_address(0));
  return real().recv(Socket, Buffer, Size, Flags);
}

LOCKSTEP_INTERCEPT ssize_t recvfrom(int Socket, void *__restrict Buffer,
                                    size_t Size, int Flags,
                                    sockaddr *__restrict From,
                                    socklen_t *__restrict Length) {
  Receiving Sync(Socket);
  BlockingCall Inside("recvfrom", mayBlockOn(Socket, Flags),
                      __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  Size =
      sizeWith(Flags, Socket, Direction::In, Size, __builtin_return_address(0));
  return real().recvfrom(Socket, Buffer, Size, Flags, From, Length);
}

LOCKSTEP_INTERCEPT ssize_t recvmsg(int Socket, msghdr *Message, int Flags) {
  Receiving Sync(Socket);
  BlockingCall Inside("recvmsg", mayBlockOn(Socket, Flags),
                      __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  return real().recvmsg(Socket, Message, Flags);
}

LOCKSTEP_INTERCEPT int recvmmsg(int Socket, mmsghdr *Messages, unsigned Count,
                                int Flags, timespec *Timeout) {
  Receiving Sync(Socket);
  BlockingCall Inside("recvmmsg", mayBlockOn(Socket, Flags),
                      __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  return real().recvmmsg(Socket, Messages, Count, Flags, Timeout);
}

LOCKSTEP_INTERCEPT ssize_t send(int Socket, const void *Bytes, size_t Size,
                                int Flags) {
  passOnThrough(Socket);
  BlockingCall Inside("send", mayBlockOn(Socket, Flags),
                      __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  Size = sizeWith(Flags, Socket, Direction::Out, Size,
                  __builtin_return_address(0));
  return real().send(Socket, Bytes, Size, Flags);
}

LOCKSTEP_INTERCEPT ssize_t sendto(int Socket, const void *Bytes, size_t Size,
                                  int Flags, const sockaddr *To,
                                  socklen_t Length) {
  passOnThrough(Socket);
  BlockingCall Inside("sendto", mayBlockOn(Socket, Flags),
                      __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  Size = sizeWith(Flags, Socket, Direction::Out, Size,
                  __builtin_return_address(0));
  return real().sendto(Socket, Bytes, Size, Flags, To, Length);
}

LOCKSTEP_INTERCEPT ssize_t sendmsg(int Socket, const msghdr *Message,
                                   int Flags) {
  passOnThrough(Socket);
  BlockingCall Inside("sendmsg", mayBlockOn(Socket, Flags),
                      __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  return real().sendmsg(Socket, Message, Flags);
}

LOCKSTEP_INTERCEPT int sendmmsg(int Socket, mmsghdr *Messages, unsigned Count,
                                int Flags) {
  passOnThrough(Socket);
  BlockingCall Inside("sendmmsg", mayBlockOn(Socket, Flags),
                      __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  return real().sendmmsg(Socket, Messages, Count, Flags);
}

LOCKSTEP_INTERCEPT int accept(int Socket, sockaddr *__restrict From,
                              socklen_t *__restrict Length) {
  Receiving Sync(Socket);
  auto Inside = BlockingCall::on(Socket, "accept", __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  return real().accept(Socket, From, Length);
}

LOCKSTEP_INTERCEPT int accept4(int Socket, sockaddr *__restrict From,
                               socklen_t *__restrict Length, int Flags) {
  Receiving Sync(Socket);
  auto Inside =
      BlockingCall::on(Socket, "accept4", __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  return real().accept4(Socket, From, Length, Flags);
}

LOCKSTEP_INTERCEPT int connect(int Socket, const sockaddr *To,
                               socklen_t Length) {
  passOnThrough(Socket);
  auto Inside =
      BlockingCall::on(Socket, "connect", __builtin_return_address(0));
  return real().connect(Socket, To, Length);
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
      BlockingCall::on(Descriptor, "read", __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  Size = transferSize(Descriptor, Direction::In, Size,
                      __builtin_return_address(0));
  return real().read(Descriptor, Buffer, Size);
}

LOCKSTEP_INTERCEPT ssize_t __recv_chk(int Socket, void *Buffer, size_t Size,
                                      size_t Room, int Flags) {
  Receiving Sync(Socket);
  if (Size > Room)
    __chk_fail();
  BlockingCall Inside("recv", mayBlockOn(Socket, Flags),
                      __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  Size =
      sizeWith(Flags, Socket, Direction::In, Size, __builtin_return_address(0));
  return real().recv(Socket, Buffer, Size, Flags);
}

LOCKSTEP_INTERCEPT ssize_t __recvfrom_chk(int Socket, void *__restrict Buffer,
                                          size_t Size, size_t Room, int Flags,
                                          sockaddr *__restrict From,
                                          socklen_t *__restrict Length) {
  Receiving Sync(Socket);
  if (Size > Room)
    __chk_fail();
  BlockingCall Inside("recvfrom", mayBlockOn(Socket, Flags),
                      __builtin_return_address(0));
  if (Inside.isInterrupted())
    return -1;
  Size =
      sizeWith(Flags, Socket, Direction::In, Size, __builtin_return_address(0));
  return real().recvfrom(Socket, Buffer, Size, Flags, From, Length);
}
