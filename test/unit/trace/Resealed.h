//===- Resealed.h - Traces with changed insides -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_UNIT_TRACE_RESEALED_H
#define LOCKSTEP_TEST_UNIT_TRACE_RESEALED_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::test {

/// A section taken out of a trace, to be changed and sealed again: so that
/// what lies behind the checks can be tested too.
struct LooseSection {
  std::string Tag;
  uint32_t Flags = 0;
  std::string Payload;
};

/// A whole file: preamble and sections, their checks right.
std::vector<LooseSection> takeApart(std::string_view Bytes);
std::string putTogether(const std::vector<LooseSection> &Sections);

/// The same file with another format version, its check right.
std::string withVersion(std::string Bytes, uint32_t Version);

/// The contents of the blocks in a payload of \p Skip numbers and blocks, and
/// back, stored as they are.
std::vector<std::string> takeBlocks(std::string_view Payload, unsigned Skip,
                                    std::string &Numbers);
std::string storeBlocks(std::string Numbers,
                        const std::vector<std::string> &Blocks);

/// Numbers before the blocks of a section.
unsigned numbersBefore(std::string_view Tag);

} // namespace lockstep::test

#endif
