//===- FieldWriter.cpp - Puts fields into bytes ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/FieldWriter.h"

#include "base/Varint.h"
#include "trace/Limits.h"

using namespace lockstep;

void FieldWriter::fail(const std::string &Text) {
  if (!failed())
    Problem = Text;
}

void FieldWriter::varint(uint64_t Value) { appendVarint(Out, Value); }

void FieldWriter::integer(int32_t Value, const char *What) {
  varint(zigZag(Value));
}

void FieldWriter::text(std::string_view Value, const char *What) {
  if (Value.size() > limits::MaxStringBytes)
    fail(std::string(What) + " is longer than the limit of " +
         std::to_string(limits::MaxStringBytes) + " bytes");
  varint(Value.size());
  Out.append(Value);
}

void FieldWriter::expectAtMost(uint64_t Count, uint64_t Max, const char *What) {
  if (Count > Max)
    fail(std::string(What) + " is " + std::to_string(Count) +
         ", more than the limit of " + std::to_string(Max));
}
