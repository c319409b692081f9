//===- RaceAnnotations.h - What programs tell race detectors ----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_RACEANNOTATIONS_H
#define LOCKSTEP_INTERCEPTORS_RACEANNOTATIONS_H

#include "interceptors/Intercept.h"

#include <optional>

namespace lockstep {

/// One annotation of the calling thread. Nothing when races are not looked for.
class Annotation {
public:
  Annotation() : C(Control::here()) {
    if (C && C->engine().races())
      Inside.emplace(*C);
    else
      C = nullptr;
  }
  explicit operator bool() const { return C; }

  Racing &races() { return *C->engine().races(); }
  ThreadId self() { return C->self().Id; }
  /// \name What \p Address stands for
  /// Atomic operations there pass on what is told here and the other way round;
  /// but a store that breaks a release sequence does not break this.
  /// @{
  void acquire(const volatile void *Address, bool Reading = false) {
    for (ObjectKind Kind : {ObjectKind::None, ObjectKind::Memory})
      if (C)
        races().acquire(self(), objectAt(Address, Kind), Reading);
  }
  void release(const volatile void *Address, bool Reading = false) {
    for (ObjectKind Kind : {ObjectKind::None, ObjectKind::Memory})
      if (C)
        races().release(self(), objectAt(Address, Kind), Reading);
  }
  /// The same through what Racing::acquireFile() means.
  void acquireFile(uint64_t Key) {
    if (C)
      races().acquireFile(self(), Key);
  }
  void releaseFile(uint64_t Key) {
    if (C)
      races().releaseFile(self(), Key);
  }
  /// The same for a lock of the program's own making.
  void lockTaken(const volatile void *Lock, bool Reading) {
    acquire(Lock, Reading);
    if (C && C->recording())
      C->observer().lockTaken(objectAt(Lock, ObjectKind::None), Reading);
  }
  void lockGiven(const volatile void *Lock, bool Reading, bool Wholly = false) {
    release(Lock, Reading);
    if (C && C->recording())
      C->observer().lockGiven(objectAt(Lock, ObjectKind::None), Wholly);
  }
  /// @}
  void ignore(Racing::Ignored What, int By) {
    if (C)
      races().ignore(self(), What, By);
  }
  void forget(const volatile void *Address, size_t Size) {
    if (C)
      C->engine().forgetAccesses(uint64_t(Address), Size);
  }

private:
  ObjectId objectAt(const volatile void *Address, ObjectKind Kind) {
    return C->objectAt(const_cast<const void *>(Address), Kind);
  }

  Control *C;
  std::optional<Control::Scope> Inside;
};

} // namespace lockstep

#endif
