//===- TraceFile.cpp - Traces from files ----------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TraceFile.h"
#include "OpenFile.h"

#include "trace/Decoder.h"
#include "trace/Limits.h"

#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

Result<std::string> cli::readTraceBytes(const std::string &Path) {
  Result<OpenFile> File = OpenFile::open(Path);
  if (!File)
    return Error{File.error()};
  if (File->size() > limits::MaxFileBytes)
    return Error{fmt::format("'{}' has {} bytes; a trace has at most {}", Path,
                             File->size(), limits::MaxFileBytes)};
  std::string Bytes(File->size(), '\0');
  if (!File->readAt(0, Bytes.data(), Bytes.size()))
    return Error{fmt::format("'{}' cannot be read to its end", Path)};
  return Bytes;
}

Result<Trace> cli::readTrace(const std::string &Path) {
  Result<std::string> Bytes = readTraceBytes(Path);
  if (!Bytes)
    return Error{Bytes.error()};
  Result<Trace> Read = decodeTrace(*Bytes);
  if (!Read)
    return Error{fmt::format("'{}': {}", Path, Read.error())};
  return Read;
}
