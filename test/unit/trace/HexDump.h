//===- HexDump.h - Every byte of a trace, explained -------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_UNIT_TRACE_HEXDUMP_H
#define LOCKSTEP_TEST_UNIT_TRACE_HEXDUMP_H

#include <string>
#include <string_view>

namespace lockstep::test {

/// Every byte of a trace, explained, one field a line. A second reader, written
/// from docs/trace-format.md alone: it shares no code with the decoder. Takes
/// valid traces whose blocks are all stored and whose numbers are small.
std::string explainTrace(std::string_view Bytes);

} // namespace lockstep::test

#endif
