//===- Racing.h - Data races of one execution -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_ENGINE_RACING_H
#define LOCKSTEP_ENGINE_RACING_H

#include "event/RaceAccess.h"
#include "memory/RaceDetector.h"
#include "objects/Models.h"

#include <optional>

namespace lockstep {

/// What is done about data races.
enum class RaceMode : uint8_t {
  Ignore,  ///< not looked for
  Promote, ///< the sites become scheduling points of later executions
  Report   ///< the same, and a race that is not known ends the execution
};

/// Tells the detector what each operation means: which synchronize, and how.
/// Threads have clocks of the detector: each its own, or, where the program
/// switches between fibers, that of the fiber it runs.
class Racing {
public:
  explicit Racing(RaceMode Mode) : Mode(Mode) {}

  /// Pairs of sites, ascending, that were dealt with.
  void setKnown(std::vector<RacePair> Pairs) { Known = std::move(Pairs); }

  /// The next thread is born.
  void born(ThreadId Parent);
  /// Whether all that others did comes before what \p Thread does next, and
  /// nobody else lives.
  bool isAlone(ThreadId Thread, uint32_t Live);

  /// \p Thread has performed \p Op on \p Target, whose model has not followed
  /// yet and which is null when there is none. \returns the races that it
  /// makes.
  const std::vector<Race> &performed(const Operation &Op, const Effect &Done,
                                     ThreadId Thread, const Object *Target);
  /// The operation performed last may have touched \p Other, too: memory that
  /// begins at \p Address, in the same eight bytes.
  void alsoTouched(const Operation &Op, ThreadId Thread, ObjectId Other,
                   uint64_t Address) {
    Detector.objects().readOverlap(clockOf(Thread), Other,
                                   int64_t(Address - Op.Address), LastAtomic);
  }
  /// Whether a plain access by \p Thread certainly makes no race that it did
  /// not make before. Quick.
  bool isRepeated(ThreadId Thread, uint64_t Address, uint64_t Size,
                  bool Write) {
    return Detector.isRepeated(Address, Size, Write, clockOf(Thread));
  }
  /// A plain access by \p Thread, which takes the place of Access.Thread.
  const std::vector<Race> &access(ThreadId Thread, NewAccess Access) {
    Access.Thread = clockOf(Thread);
    return checked(Access);
  }
  /// The race that is to end the execution, if one of \p Found is. Its threads
  /// are those of the program.
  std::optional<Race> toReport(const std::vector<Race> &Found) const;
  /// The sites of accesses that nothing orders before what \p Thread does next.
  std::vector<SiteId> unordered(uint64_t Address, uint64_t Size,
                                ThreadId Thread);
  /// The memory is no more, or is given to somebody else.
  void forget(uint64_t Address, uint64_t Size) {
    Detector.forget(Address, Size);
  }
  /// A library that \p Thread called stores \p Value to \p Memory.
  void storeUnseen(ThreadId Thread, ObjectId Memory, uint64_t Value) {
    Detector.objects().storeUnseen(clockOf(Thread), Memory, Value);
  }

  /// \name Annotations
  /// @{
  void acquire(ThreadId Thread, ObjectId Object, bool Reading = false);
  void release(ThreadId Thread, ObjectId Object, bool Reading = false);
  /// The same through a file, which is no object of the execution: what names
  /// it, an inode say, may differ from one execution to the next.
  void acquireFile(ThreadId Thread, uint64_t Key) {
    Detector.acquireFile(clockOf(Thread), Key);
  }
  void releaseFile(ThreadId Thread, uint64_t Key) {
    Detector.releaseFile(clockOf(Thread), Key);
  }
  enum class Ignored : uint8_t { Reads, Writes, Sync };
  /// Begins (\p By 1) or ends (\p By -1) a part of \p Thread that is ignored.
  void ignore(ThreadId Thread, Ignored What, int By);
  void exceptRange(uint64_t Address, uint64_t Size) {
    Detector.exceptRange(Address, Size);
  }
  /// Number of the fiber that \p Thread runs.
  uint32_t fiber(ThreadId Thread) const { return clockOf(Thread).Value; }
  uint32_t createFiber(ThreadId Thread);
  /// \p Synchronize: what \p Thread did comes before what the fiber does next.
  void switchToFiber(ThreadId Thread, uint32_t Fiber, bool Synchronize);
  /// @}

private:
  ThreadId clockOf(ThreadId Thread) const { return Clocks[Thread.index()]; }
  void synchronize(const Operation &Op, ThreadId Clock, const Object &Target);
  const std::vector<Race> &memory(const Operation &Op, const Effect &Done,
                                  ThreadId Thread);
  void assembly(const Operation &Op, ThreadId Clock);
  bool isAtomicByAssembly(ObjectId Memory) const;
  /// \p Access is by a clock.
  const std::vector<Race> &checked(const NewAccess &Access) {
    return Ignoring && isIgnored(Access) ? None : Detector.access(Access);
  }
  bool isIgnored(const NewAccess &Access);

  RaceMode Mode;
  bool Ignoring = false; ///< some thread has ever ignored something
  RaceDetector Detector;
  std::vector<ThreadId> Clocks{MainThread}; ///< by thread of the program
  std::vector<ThreadId> Owners{MainThread}; ///< by clock: who ran it last
  std::vector<RacePair> Known;
  std::vector<bool> ByAssembly; ///< by ObjectId: inline assembly acts on it
  AtomicEffect LastAtomic{};    ///< what the last operation on memory did
  std::vector<Race> None;
};

} // namespace lockstep

#endif
