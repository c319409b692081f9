//===- Hash.h - Hashes of bytes ---------------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_HASH_H
#define LOCKSTEP_BASE_HASH_H

#include <cstdint>
#include <string_view>

namespace lockstep {

/// XXH64 of \p Bytes (xxHash 0.8 specification): the same on every machine and
/// in every version, so that it may be stored. Not for cryptography.
uint64_t hash64(std::string_view Bytes, uint64_t Seed = 0);

/// The low 32 bits of hash64.
inline uint32_t hash32(std::string_view Bytes) {
  return uint32_t(hash64(Bytes));
}

} // namespace lockstep

#endif
