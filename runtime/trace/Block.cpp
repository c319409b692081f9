//===- Block.cpp - Bytes that may be compressed ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Block.h"

#include "base/Check.h"
#include "base/Varint.h"

#include <new>

#define ZSTD_STATIC_LINKING_ONLY // for the _advanced functions: own memory
#include <zstd.h>

using namespace lockstep;

// Measured on schedules chosen at random: the levels with a statistical parser
// (13 and up) give files 15 to 20 % smaller than all others and cost 0.1 µs per
// decision more; above 16 nothing is gained.
static constexpr int CompressionLevel = 16;
// Large tables, where the statistical parser would cost seconds.
static constexpr size_t LargeBytes = 1 << 18;
static constexpr int LargeCompressionLevel = 6;

static void *allocate(void *, size_t Size) { return ::operator new(Size); }
static void release(void *, void *Address) { ::operator delete(Address); }
static constexpr ZSTD_customMem OwnMemory = {allocate, release, nullptr};

struct BlockWriter::Context {
  ZSTD_CCtx *C = ZSTD_createCCtx_advanced(OwnMemory);
  ~Context() { ZSTD_freeCCtx(C); }
};

BlockWriter::BlockWriter() : Zstd(std::make_unique<Context>()) {
  LOCKSTEP_CHECK(Zstd->C);
}
BlockWriter::~BlockWriter() = default;

void BlockWriter::append(std::string &Out, std::string_view Contents) {
  ZSTD_CCtx_setParameter(Zstd->C, ZSTD_c_compressionLevel,
                         Contents.size() < LargeBytes ? CompressionLevel
                                                      : LargeCompressionLevel);
  std::string Frame(ZSTD_compressBound(Contents.size()), '\0');
  size_t Size = ZSTD_compress2(Zstd->C, Frame.data(), Frame.size(),
                               Contents.data(), Contents.size());
  LOCKSTEP_CHECK(!ZSTD_isError(Size));
  appendVarint(Out, Contents.size());
  if (Size < Contents.size()) {
    appendVarint(Out, Size);
    Out.append(Frame, 0, Size);
  } else {
    appendVarint(Out, 0);
    Out.append(Contents);
  }
}

struct BlockReader::Context {
  ZSTD_DCtx *D = ZSTD_createDCtx_advanced(OwnMemory);
  ~Context() { ZSTD_freeDCtx(D); }
};

BlockReader::BlockReader() : Zstd(std::make_unique<Context>()) {
  LOCKSTEP_CHECK(Zstd->D);
}
BlockReader::~BlockReader() = default;

std::string BlockReader::take(FieldReader &Fields, const char *What,
                              uint64_t Max) {
  uint64_t Size = Fields.varint(What, Max);
  uint64_t FrameSize = Fields.varint(What, limits::MaxFileBytes);
  std::string_view Stored = Fields.raw(FrameSize ? FrameSize : Size, What);
  if (Fields.failed())
    return {};
  if (limits::MaxTotalBytes - Total < Size) {
    Fields.fail(std::string(What) + " expands to more than the limit of " +
                std::to_string(limits::MaxTotalBytes) + " bytes in all");
    return {};
  }
  Total += Size;
  if (!FrameSize)
    return std::string(Stored);
  // The frame itself says what it expands to; believing neither number alone
  // keeps a lie from costing memory.
  if (ZSTD_getFrameContentSize(Stored.data(), Stored.size()) != Size ||
      ZSTD_findFrameCompressedSize(Stored.data(), Stored.size()) !=
          Stored.size()) {
    Fields.fail(std::string(What) + " is not the zstd frame it claims to be");
    return {};
  }
  std::string Contents(Size, '\0');
  size_t Got = ZSTD_decompressDCtx(Zstd->D, Contents.data(), Contents.size(),
                                   Stored.data(), Stored.size());
  if (ZSTD_isError(Got) || Got != Size) {
    Fields.fail(std::string(What) + " does not decompress");
    return {};
  }
  return Contents;
}
