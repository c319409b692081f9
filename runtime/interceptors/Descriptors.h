//===- Descriptors.h - Where descriptors lead -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Pipes, socket pairs, eventfds and connections of the program to itself lead
// from one of its threads to another: who waits for them waits for a thread.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_DESCRIPTORS_H
#define LOCKSTEP_INTERCEPTORS_DESCRIPTORS_H

#include <cstdint>
#include <poll.h>
#include <span>
#include <sys/socket.h>
#include <vector>

namespace lockstep {

/// Who can make a descriptor ready.
enum class LeadsTo : uint8_t {
  Outside, ///< the world; threads of the program cannot, as far as is known
  Both,
  Inside, ///< threads of the program alone
};

/// Where \p Descriptor leads. What the program inherited leads outside, and
/// while it has child processes, which share its descriptors, so does
/// everything. Asks the kernel.
LeadsTo leadsTo(int Descriptor);
/// Where what makes one of \p Files ready comes from.
LeadsTo leadsTo(std::span<const pollfd> Files);

/// \p Socket is about to be connected \p To where the program may listen
/// itself, and was.
void noteConnecting(int Socket, const sockaddr *To, socklen_t Length);
void noteConnected(int Socket);
/// \p Socket was accepted, unless it is negative. \returns it.
int noteAccepted(int Socket);

/// What the epoll instance \p Poll watches, by the kernel's word.
std::vector<int> watchedBy(int Poll);

/// The file that a descriptor leads to. Two that lead to each other have the
/// same: all sockets count as one, and so do all descriptors without a file
/// (eventfd, epoll and the like).
struct FileIdentity {
  bool IsOpen = false;
  bool IsFifo = false;
  bool CountsAsOne = false;
  uint64_t Family = 0, Name = 0;
};
FileIdentity identityOf(int Descriptor);
/// A key, as keyOf() makes them, that is the same in every execution that
/// follows the same schedule. 0 for what is neither a socket nor without a
/// file, and was not made by the program in this one.
uint64_t keyOfOwn(int Descriptor);
/// An address where no program's memory can be; \p Part is what of the file is
/// meant.
uint64_t keyOf(uint64_t Part, uint64_t Family, uint64_t Name);

} // namespace lockstep

#endif
