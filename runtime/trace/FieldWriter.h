//===- FieldWriter.h - Puts fields into bytes -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_FIELDWRITER_H
#define LOCKSTEP_TRACE_FIELDWRITER_H

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// The mirror image of FieldReader: refuses what the reader would refuse. The
/// first problem sticks; the bytes are then worthless.
class FieldWriter {
public:
  bool failed() const { return !Problem.empty(); }
  const std::string &problem() const { return Problem; }
  void fail(const std::string &Text);

  const std::string &bytes() const { return Out; }

  void varint(uint64_t Value);
  void byte(uint8_t Value) { Out.push_back(char(Value)); }

  template <std::unsigned_integral T> void number(T Value, const char *What) {
    varint(Value);
  }
  void index(uint32_t Value, const char *What) { varint(uint32_t(Value + 1)); }
  void integer(int32_t Value, const char *What);
  void flag(bool Value, const char *What) { varint(Value); }
  template <class E>
  void enumerator(E Value, unsigned Count, const char *What) {
    if (unsigned(Value) >= Count)
      fail(std::string(What) + " is not one of the known");
    byte(uint8_t(Value));
  }
  void text(std::string_view Value, const char *What);

  template <class T, class F>
  void list(const std::vector<T> &Values, uint64_t Max, const char *What,
            F Each) {
    expectAtMost(Values.size(), Max, What);
    varint(Values.size());
    for (const T &Value : Values)
      Each(Value);
  }
  void expectAtMost(uint64_t Count, uint64_t Max, const char *What);

private:
  std::string Out;
  std::string Problem;
};

} // namespace lockstep

#endif
