//===- FieldReader.cpp - Takes fields out of untrusted bytes --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/FieldReader.h"

#include "base/Varint.h"
#include "trace/Limits.h"

using namespace lockstep;

void FieldReader::fail(const std::string &Text) {
  if (failed())
    return;
  Problem = Text + " (byte " + std::to_string(Position) + " of its contents)";
  Bytes = Bytes.substr(0, Position);
}

void FieldReader::expectEnd() {
  if (remaining())
    fail(std::to_string(remaining()) + " bytes too many");
}

uint64_t FieldReader::varint(const char *What, uint64_t Max) {
  uint64_t Value = 0;
  unsigned Used = parseVarint(Bytes.substr(Position), Value);
  if (!Used) {
    fail(std::string(What) + " is cut off or not a valid number");
    return 0;
  }
  if (Value > Max) {
    fail(std::string(What) + " is " + std::to_string(Value) +
         ", more than the limit of " + std::to_string(Max));
    return 0;
  }
  Position += Used;
  return Value;
}

uint8_t FieldReader::byte(const char *What) {
  std::string_view One = raw(1, What);
  return One.empty() ? 0 : uint8_t(One[0]);
}

std::string_view FieldReader::raw(uint64_t Count, const char *What) {
  if (Count > remaining()) {
    fail(std::string(What) + " is cut off");
    return {};
  }
  std::string_view Taken = Bytes.substr(Position, Count);
  Position += Count;
  return Taken;
}

void FieldReader::integer(int32_t &Value, const char *What) {
  Value = int32_t(unZigZag(varint(What, std::numeric_limits<uint32_t>::max())));
}

uint8_t FieldReader::kind(unsigned Count, const char *What) {
  uint8_t Value = byte(What);
  if (Value < Count)
    return Value;
  fail(std::string(What) + " " + std::to_string(Value) +
       " is unknown to this Lockstep, which knows " + std::to_string(Count) +
       "; a newer Lockstep may have written it");
  return 0;
}

void FieldReader::text(std::string &Value, const char *What) {
  uint64_t Length = varint(What, limits::MaxStringBytes);
  Value = std::string(raw(Length, What));
}
