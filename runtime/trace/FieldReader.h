//===- FieldReader.h - Takes fields out of untrusted bytes ------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_FIELDREADER_H
#define LOCKSTEP_TRACE_FIELDREADER_H

#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// A cursor over bytes that nobody vouches for. The first failure sticks: from
/// then on every field reads as zero or empty. What is the mirror image of
/// FieldWriter has the same name there, so that one list of fields serves both.
class FieldReader {
public:
  /// \p Bytes must outlive the reader.
  explicit FieldReader(std::string_view Bytes) : Bytes(Bytes) {}

  bool failed() const { return !Problem.empty(); }
  /// What is wrong and at which byte of \p Bytes; empty when nothing is.
  const std::string &problem() const { return Problem; }
  /// Notes a problem at the current byte, unless there is one already.
  void fail(const std::string &Text);

  size_t remaining() const { return Bytes.size() - Position; }
  size_t position() const { return Position; }
  /// Fails when bytes are left over.
  void expectEnd();

  /// A varint of at most \p Max.
  uint64_t varint(const char *What, uint64_t Max = ~uint64_t(0));
  uint8_t byte(const char *What);
  /// The next \p Count bytes.
  std::string_view raw(uint64_t Count, const char *What);

  template <std::unsigned_integral T> void number(T &Value, const char *What) {
    Value = T(varint(What, std::numeric_limits<T>::max()));
  }
  /// Stored as the index plus one; 0 when there is none.
  void index(uint32_t &Value, const char *What) {
    Value = uint32_t(varint(What, std::numeric_limits<uint32_t>::max())) - 1;
  }
  void integer(int32_t &Value, const char *What);
  void flag(bool &Value, const char *What) { Value = varint(What, 1) != 0; }
  /// An enumerator below \p Count. A larger one comes from a newer Lockstep.
  template <class E>
  void enumerator(E &Value, unsigned Count, const char *What) {
    Value = E(kind(Count, What));
  }
  void text(std::string &Value, const char *What);

  /// A count of at most \p Max, then as many elements, each of which \p Each
  /// reads and which takes at least one byte.
  template <class T, class F>
  void list(std::vector<T> &Values, uint64_t Max, const char *What, F Each) {
    uint64_t Count = varint(What, Max);
    if (Count > remaining())
      fail(std::string(What) + " claims more entries than there are bytes");
    for (uint64_t I = 0; I < Count && !failed(); ++I)
      Each(Values.emplace_back());
  }

private:
  uint8_t kind(unsigned Count, const char *What);

  std::string_view Bytes;
  size_t Position = 0;
  std::string Problem;
};

} // namespace lockstep

#endif
