//===- HeapHistory.cpp - Who allocated what -------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/HeapHistory.h"

#include <algorithm>
#include <iterator>

using namespace lockstep;

std::optional<Allocation> HeapHistory::freed(uint64_t Address) {
  auto Found = Blocks.find(Address);
  if (Found == Blocks.end())
    return std::nullopt;
  Allocation How = Found->second;
  Blocks.erase(Found);
  return How;
}

const Allocation *HeapHistory::before(uint64_t Address) const {
  auto Next = Blocks.upper_bound(Address);
  return Next == Blocks.begin() ? nullptr : &std::prev(Next)->second;
}

const Allocation *HeapHistory::find(uint64_t Address) const {
  const Allocation *Last = before(Address);
  return Last && Address - Last->Address < std::max<uint64_t>(Last->Size, 1)
             ? Last
             : nullptr;
}
