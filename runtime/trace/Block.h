//===- Block.h - Bytes that may be compressed -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block is: the size of its contents (varint), the size of the zstd frame
// that holds them (varint; 0 when they are stored as they are), and the frame
// or the contents. zstd takes its memory from operator new, never from the
// program's malloc.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_BLOCK_H
#define LOCKSTEP_TRACE_BLOCK_H

#include "trace/FieldReader.h"
#include "trace/Limits.h"

#include <memory>
#include <string>
#include <string_view>

namespace lockstep {

/// Writes blocks. The same contents give the same bytes, whatever was written
/// before.
class BlockWriter {
public:
  BlockWriter();
  ~BlockWriter();
  /// Appends \p Contents to \p Out, compressed when that is shorter.
  void append(std::string &Out, std::string_view Contents);

private:
  struct Context;
  std::unique_ptr<Context> Zstd;
};

/// Reads blocks of one file and adds up what they expand to.
class BlockReader {
public:
  BlockReader();
  ~BlockReader();
  /// Takes one block of at most \p Max bytes of contents off the front of
  /// \p Fields. On failure, which \p Fields then holds, the result is empty.
  std::string take(FieldReader &Fields, const char *What,
                   uint64_t Max = limits::MaxBlockBytes);

private:
  struct Context;
  std::unique_ptr<Context> Zstd;
  uint64_t Total = 0;
};

} // namespace lockstep

#endif
