//===- Hash.cpp - Hashes of bytes -----------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Hash.h"

// Inlined, so that no symbol of the program's own xxHash can take its place.
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t lockstep::hash64(std::string_view Bytes, uint64_t Seed) {
  return XXH64(Bytes.data(), Bytes.size(), Seed);
}
