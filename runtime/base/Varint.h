//===- Varint.h - Numbers as bytes ------------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Variable-length numbers are unsigned LEB128: seven bits per byte, lowest
// first, the top bit set on every byte but the last. Only the shortest form of
// a number is valid, so that equal values have equal bytes. Fixed numbers are
// little-endian on every machine.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_VARINT_H
#define LOCKSTEP_BASE_VARINT_H

#include <cstdint>
#include <string>
#include <string_view>

namespace lockstep {

/// The most bytes that one varint takes.
constexpr unsigned MaxVarintBytes = 10;

/// Appends \p Value to \p Out.
void appendVarint(std::string &Out, uint64_t Value);

/// Reads one varint at the front of \p Bytes into \p Value and returns the
/// number of bytes it takes; 0 when it is cut off, longer than 64 bits or not
/// in its shortest form, with \p Value left alone.
unsigned parseVarint(std::string_view Bytes, uint64_t &Value);

/// Signed numbers near zero become small unsigned ones: 0, -1, 1, -2, …
constexpr uint64_t zigZag(int64_t Value) {
  return (uint64_t(Value) << 1) ^ uint64_t(Value >> 63);
}
constexpr int64_t unZigZag(uint64_t Value) {
  return int64_t(Value >> 1) ^ -int64_t(Value & 1);
}

/// Appends the low \p Bytes bytes of \p Value, lowest first.
void appendFixed(std::string &Out, uint64_t Value, unsigned Bytes);

/// The number in the first \p Count bytes of \p Bytes, which must have them.
uint64_t parseFixed(std::string_view Bytes, unsigned Count);

} // namespace lockstep

#endif
