//===- Limits.h - What a trace file may hold at most ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reader refuses what is larger, before it allocates; the writer refuses to
// write it. A list is also refused when it claims more entries than the bytes
// that are left could hold. docs/trace-format.md shows the table, and a test
// compares the two.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_LIMITS_H
#define LOCKSTEP_TRACE_LIMITS_H

#include <cstdint>

namespace lockstep::limits {

/// Bytes of a whole file.
constexpr uint64_t MaxFileBytes = 1u << 29;
/// Bytes of one block after decompression.
constexpr uint64_t MaxBlockBytes = 1u << 26;
/// Bytes of all blocks of a file after decompression.
constexpr uint64_t MaxTotalBytes = 1u << 29;
/// Bytes of one string. Linux caps a program's argument at a quarter of it.
constexpr uint64_t MaxStringBytes = 1u << 19;
/// Arguments, and variables of the environment.
constexpr uint64_t MaxStrings = 1u << 20;
constexpr uint64_t MaxModules = 1u << 16;
constexpr uint64_t MaxSites = 1u << 21;
/// Decision::Thread has 16 bits.
constexpr uint64_t MaxThreads = 1u << 16;
constexpr uint64_t MaxObjects = 1u << 22;
/// Distinct operations in one file.
constexpr uint64_t MaxOperations = 1u << 24;
/// No less than the largest value of the option max_steps.
constexpr uint64_t MaxDecisions = 1u << 26;
/// Decisions in one frame.
constexpr uint64_t MaxFrameDecisions = 1u << 20;
/// Events in one file. The writer leaves out all when there are more: they are
/// no part of the schedule.
constexpr uint64_t MaxEvents = 1000000;
/// Accesses to what raced.
constexpr uint64_t MaxAccesses = 1u << 16;
/// Frames of the stacks of a finding.
constexpr uint64_t MaxFrames = 1u << 14;
constexpr uint64_t MaxStacks = 1u << 12;

} // namespace lockstep::limits

#endif
