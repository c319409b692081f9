//===- DescriptorSync.h - What descriptors order ----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who reads from a pipe, a socket, an eventfd or a file what another thread
// wrote to it, or finds its end, comes after what that thread did before; so
// does who is told that there is something to read. Who finds room in it comes
// after those who read, and who locks a file after those who unlocked it. Race
// detection alone asks for this: the calls themselves are carried out for real.
// As ThreadSanitizer has it, all sockets count as one, and so do all
// descriptors without a file (eventfd, epoll and the like).
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_DESCRIPTORSYNC_H
#define LOCKSTEP_INTERCEPTORS_DESCRIPTORSYNC_H

#include <cstdint>
#include <sys/select.h>

namespace lockstep {

/// What the calling thread did comes before what is received from \p Descriptor
/// later, by whomever.
void passOnThrough(int Descriptor);

/// The same for all descriptors.
void passOnThroughAll();

/// The same for one that is about to be closed or shut down, whose room and
/// locks others may also get.
void passOnAtEnd(int Descriptor);

/// While it lives, the calling thread receives from \p Descriptor; what it does
/// afterwards comes after what others passed on through it. Keeps errno.
class Receiving {
public:
  explicit Receiving(int Descriptor);
  ~Receiving();
  Receiving(const Receiving &) = delete;

private:
  int Descriptor;
};

/// While it lives, the calling thread sends to \p Descriptor: it passes on what
/// it did. Where sending fails for lack of room, which a descriptor that blocks
/// does not, it comes after those who made room. Keeps errno.
class Sending {
public:
  /// \p Blocks: not by the flags of the call, at least.
  explicit Sending(int Descriptor, bool Blocks = true);
  ~Sending();
  Sending(const Sending &) = delete;

private:
  int Descriptor;
  bool Blocks;
};

/// The calling thread was told that \p Descriptor is ready for \p Events, as in
/// poll(2).
void foundReady(int Descriptor, short Events);
/// The same for what select(2) left in its sets, any of which may be null.
void foundReady(int Count, const fd_set *Readable, const fd_set *Writable,
                const fd_set *Exceptional);

/// A change of the locks on the file of \p Descriptor, while it lives. \p
/// Gives: the calling thread may give up what it had; \p Takes: it gets hold of
/// some when the call succeeds.
class FileLocking {
public:
  FileLocking(int Descriptor, bool Gives, bool Takes);
  /// \p Result as the call returned it.
  int ended(int Result) const;
  FileLocking(const FileLocking &) = delete;

private:
  int Descriptor;
  bool Takes;
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
