//===- Varint.cpp - Numbers as bytes --------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Varint.h"

#include "base/Check.h"

using namespace lockstep;

void lockstep::appendVarint(std::string &Out, uint64_t Value) {
  while (Value >= 0x80) {
    Out.push_back(char(Value | 0x80));
    Value >>= 7;
  }
  Out.push_back(char(Value));
}

unsigned lockstep::parseVarint(std::string_view Bytes, uint64_t &Value) {
  uint64_t Sum = 0;
  for (unsigned I = 0; I < MaxVarintBytes && I < Bytes.size(); ++I) {
    uint8_t Byte = uint8_t(Bytes[I]);
    if (I == MaxVarintBytes - 1 && Byte > 1)
      return 0; // more than 64 bits
    Sum |= uint64_t(Byte & 0x7f) << (7 * I);
    if (Byte & 0x80)
      continue;
    if (Byte == 0 && I > 0)
      return 0; // a shorter form exists
    Value = Sum;
    return I + 1;
  }
  return 0;
}

void lockstep::appendFixed(std::string &Out, uint64_t Value, unsigned Bytes) {
  for (unsigned I = 0; I < Bytes; ++I)
    Out.push_back(char(Value >> (8 * I)));
}

uint64_t lockstep::parseFixed(std::string_view Bytes, unsigned Count) {
  LOCKSTEP_CHECK(Count <= 8 && Bytes.size() >= Count);
  uint64_t Value = 0;
  for (unsigned I = 0; I < Count; ++I)
    Value |= uint64_t(uint8_t(Bytes[I])) << (8 * I);
  return Value;
}
