//===- RaceDetector.h - Accesses that nothing orders ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_MEMORY_RACEDETECTOR_H
#define LOCKSTEP_MEMORY_RACEDETECTOR_H

#include "memory/AccessShadow.h"
#include "memory/SyncClocks.h"

#include <unordered_map>

namespace lockstep {

/// Precise happens-before race detection for one execution: clocks of threads
/// and objects, the shadow of memory, and what annotations except. One kernel
/// thread at a time.
class RaceDetector {
public:
  /// \name Threads
  /// @{
  void born(ThreadId Parent);
  void finished(ThreadId Thread);
  void joined(ThreadId Parent, ThreadId Child);
  /// Whether accesses need no check, because only the current thread lives and
  /// everything that others did comes before what it does next.
  bool isAlone() const { return Alone; }
  /// @}

  /// What objects pass on. Who calls says who lives afterwards: lookAround().
  SyncClocks &objects() { return Objects; }
  /// The same for what is no object of the execution: files, by any \p Key.
  void acquireFile(ThreadId Thread, uint64_t Key) {
    Files.acquire(Thread, file(Key));
  }
  void releaseFile(ThreadId Thread, uint64_t Key) {
    Files.release(Thread, file(Key));
  }
  ThreadClocks &threads() { return Threads; }
  /// \p Thread has acquired something; \p Live threads live.
  void lookAround(ThreadId Thread, uint32_t Live) {
    Alone = Live == 1 && Threads.knowsAll(Thread);
  }

  /// \name Memory
  /// @{
  /// AccessShadow::isRepeated().
  bool isRepeated(uint64_t Address, uint64_t Size, bool Write,
                  ThreadId Thread) {
    return Shadow.isRepeated(Address, Size, Write, Thread);
  }
  /// A plain or atomic access. \returns the races that it makes; valid until
  /// the next call.
  const std::vector<Race> &access(const NewAccess &Access) {
    const std::vector<Race> &Races = Shadow.access(Access);
    return Races.empty() ? Races : unlessExcepted(Races);
  }
  AccessShadow &shadow() { return Shadow; }
  /// Races on these bytes are meant to be.
  void exceptRange(uint64_t Address, uint64_t Size) {
    Excepted.push_back({Address, Address + Size});
  }
  /// The memory is no more.
  void forget(uint64_t Address, uint64_t Size);
  /// @}

private:
  ObjectId file(uint64_t Key) {
    return FileNumbers.emplace(Key, ObjectId(uint32_t(FileNumbers.size())))
        .first->second;
  }
  const std::vector<Race> &unlessExcepted(const std::vector<Race> &Races);
  bool isExcepted(const Race &Of);

  struct Range {
    uint64_t Begin, End;
  };
  bool Alone = true;
  ThreadClocks Threads;
  SyncClocks Objects{Threads};
  SyncClocks Files{Threads};
  std::unordered_map<uint64_t, ObjectId> FileNumbers;
  AccessShadow Shadow{Threads};
  std::vector<Range> Excepted;
  std::vector<Race> Left;
};

} // namespace lockstep

#endif
