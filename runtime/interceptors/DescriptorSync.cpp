//===- DescriptorSync.cpp - What descriptors order ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/DescriptorSync.h"

#include "interceptors/Descriptors.h"
#include "interceptors/RaceAnnotations.h"
#include "platform/Kernel.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>

using namespace lockstep;

namespace {

/// What passes something on.
enum class Part : uint64_t {
  Data,
  Room,
  Locks,
  Semaphores,
  All ///< any of the above, of every file
};

/// The file that a descriptor leads to.
class File {
public:
  explicit File(int Descriptor) : Of(identityOf(Descriptor)) {}
  /// Or none: then a write fails or waits.
  bool hasRoom() const { return Of.CountsAsOne || Of.IsFifo; }

  void release(Annotation &Told, Part Which) const {
    if (Of.IsOpen)
      Told.releaseFile(key(Which));
  }
  void acquire(Annotation &Told, Part Which) const {
    if (!Of.IsOpen)
      return;
    Told.acquireFile(key(Which));
    if (AllPassedOn)
      Told.acquireFile(keyOfAll());
  }
  static void releaseAll(Annotation &Told) {
    AllPassedOn = true;
    Told.releaseFile(keyOfAll());
  }

private:
  uint64_t key(Part Which) const {
    return keyOf(uint64_t(Which), Of.Family, Of.Name);
  }
  static uint64_t keyOfAll() { return keyOf(uint64_t(Part::All), 0, 0); }

  static bool AllPassedOn;
  FileIdentity Of;
};
bool File::AllPassedOn = false;

} // namespace

void lockstep::passOnThrough(int Descriptor) {
  if (Annotation Told; Told)
    File(Descriptor).release(Told, Part::Data);
}

void lockstep::passOnThroughAll() {
  if (Annotation Told; Told)
    File::releaseAll(Told);
}

void lockstep::passOnAtEnd(int Descriptor) {
  Annotation Told;
  if (!Told)
    return;
  File Ending(Descriptor);
  for (Part Each : {Part::Data, Part::Room, Part::Locks})
    Ending.release(Told, Each);
}

Receiving::Receiving(int Descriptor) : Descriptor(Descriptor) {
  if (Annotation Told; Told)
    if (File From(Descriptor); From.hasRoom())
      From.release(Told, Part::Room);
}

Receiving::~Receiving() {
  if (Annotation Told; Told)
    File(Descriptor).acquire(Told, Part::Data);
}

Sending::Sending(int Descriptor, bool Blocks)
    : Descriptor(Descriptor), Blocks(Blocks) {
  passOnThrough(Descriptor);
}

static bool blocks(int Descriptor) {
  return !(kernelCall(SYS_fcntl, Descriptor, F_GETFL) & O_NONBLOCK);
}

Sending::~Sending() {
  Annotation Told;
  if (!Told)
    return;
  File To(Descriptor);
  if (To.hasRoom() && (!Blocks || !blocks(Descriptor)))
    To.acquire(Told, Part::Room);
}

void lockstep::foundReady(int Descriptor, short Events) {
  Annotation Told;
  if (!Told || !Events)
    return;
  constexpr short Room = POLLOUT | POLLWRNORM | POLLWRBAND;
  File Ready(Descriptor);
  if (Events & Room)
    Ready.acquire(Told, Part::Room);
  if (Events & ~Room)
    Ready.acquire(Told, Part::Data);
}

static bool contains(const fd_set *Set, int Descriptor) {
  constexpr int WordBits = 8 * sizeof(fd_mask);
  return Set &&
         (Set->fds_bits[Descriptor / WordBits] >> (Descriptor % WordBits)) & 1;
}

void lockstep::foundReady(int Count, const fd_set *Readable,
                          const fd_set *Writable, const fd_set *Exceptional) {
  if (!Annotation())
    return;
  for (int Each = 0; Each < Count; ++Each) {
    short Events = 0;
    if (contains(Readable, Each) || contains(Exceptional, Each))
      Events |= POLLIN;
    if (contains(Writable, Each))
      Events |= POLLOUT;
    foundReady(Each, Events);
  }
}

FileLocking::FileLocking(int Descriptor, bool Gives, bool Takes)
    : Descriptor(Descriptor), Takes(Takes) {
  if (!Gives)
    return;
  if (Annotation Told; Told)
    File(Descriptor).release(Told, Part::Locks);
}

int FileLocking::ended(int Result) const {
  if (Takes && Result >= 0)
    if (Annotation Told; Told)
      File(Descriptor).acquire(Told, Part::Locks);
  return Result;
}

static uint64_t keyOfSet(int Set) {
  return keyOf(uint64_t(Part::Semaphores), 0, uint64_t(Set));
}

SetSync::SetSync(int Set) : Set(Set) {
  Annotation().releaseFile(keyOfSet(Set));
}

SetSync::~SetSync() { Annotation().acquireFile(keyOfSet(Set)); }
