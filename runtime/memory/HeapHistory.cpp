//===- HeapHistory.cpp - Who allocated what -------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/HeapHistory.h"

using namespace lockstep;

std::optional<Allocation> HeapHistory::freed(uint64_t Address) {
  auto Found = Blocks.find(Address);
  if (Found == Blocks.end())
    return std::nullopt;
  Allocation How = Found->second;
  Blocks.erase(Found);
  return How;
}
