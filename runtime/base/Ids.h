//===- Ids.h - Strong identifiers -------------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_IDS_H
#define LOCKSTEP_BASE_IDS_H

#include <compare>
#include <cstdint>

namespace lockstep {

/// An index that cannot be mistaken for another kind of index. Trivial, 32 bits
/// wide. The default value is invalid.
template <class Tag> struct StrongId {
  static constexpr uint32_t InvalidValue = 0xffffffffu;
  uint32_t Value = InvalidValue;

  constexpr StrongId() = default;
  constexpr explicit StrongId(uint32_t Value) : Value(Value) {}
  constexpr bool isValid() const { return Value != InvalidValue; }
  constexpr uint32_t index() const { return Value; }
  friend constexpr auto operator<=>(StrongId, StrongId) = default;
};

/// A thread of the program, numbered by birth within one execution; the main
/// thread is 0. Never reused within an execution.
using ThreadId = StrongId<struct ThreadTag>;
/// An object that operations act on, numbered by first use within one
/// execution. Never an address.
using ObjectId = StrongId<struct ObjectTag>;
/// A place in the code: an index into the campaign's site table. Instrumented
/// sites come first, numbered module by module in registration order.
using SiteId = StrongId<struct SiteTag>;
/// A captured call stack, an index into a stack depot.
using StackId = StrongId<struct StackTag>;

constexpr ThreadId MainThread{0};

/// The first id of sites that are no instrumented instruction but the return
/// address of a call.
constexpr uint32_t FirstPlace = 0x40000000;

} // namespace lockstep

#endif
