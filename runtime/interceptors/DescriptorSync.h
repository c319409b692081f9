//===- DescriptorSync.h - What descriptors order ----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who reads from a pipe, a socket, an eventfd or a file what another thread
// wrote to it comes after what that thread did before. Race detection alone
// asks for this: the calls themselves are carried out for real. As
// ThreadSanitizer has it, all sockets count as one, and so do all descriptors
// without a file (eventfd, epoll and the like).
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_DESCRIPTORSYNC_H
#define LOCKSTEP_INTERCEPTORS_DESCRIPTORSYNC_H

namespace lockstep {

/// What the calling thread did comes before what is received from \p Descriptor
/// later, by whomever.
void passOnThrough(int Descriptor);

/// While it lives, the calling thread receives from \p Descriptor; what it does
/// afterwards comes after what others passed on through it. Keeps errno.
class Receiving {
public:
  explicit Receiving(int Descriptor) : Descriptor(Descriptor) {}
  ~Receiving();
  Receiving(const Receiving &) = delete;

private:
  int Descriptor;
};

/// While it lives, the calling thread changes the System V semaphores of \p
/// Set: it passes on, and takes over.
class SetSync {
public:
  explicit SetSync(int Set);
  ~SetSync();
  SetSync(const SetSync &) = delete;

private:
  int Set;
};

} // namespace lockstep

#endif
