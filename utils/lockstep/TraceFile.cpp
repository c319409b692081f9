//===- TraceFile.cpp - Traces from files ----------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TraceFile.h"
#include "OpenFile.h"

#include "report/TraceRecord.h"
#include "trace/Decoder.h"
#include "trace/Limits.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
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

Status cli::writeFile(const std::string &Path, const std::string &Bytes) {
  bool ToOutput = Path == "-";
  FILE *File = ToOutput ? stdout : fopen(Path.c_str(), "wbe");
  if (!File)
    return Error{fmt::format("cannot write '{}': {}", Path, strerror(errno))};
  bool Good = fwrite(Bytes.data(), 1, Bytes.size(), File) == Bytes.size();
  Good &= (ToOutput ? fflush(File) : fclose(File)) == 0;
  if (!Good)
    return Error{fmt::format("cannot write '{}': {}",
                             ToOutput ? "standard output" : Path,
                             strerror(errno))};
  return success();
}

bool cli::isOneFile(const std::string &A, const std::string &B) {
  std::error_code Ignored;
  return std::filesystem::equivalent(A, B, Ignored);
}

Result<ExecutionRecord> cli::readRecord(const std::string &Path) {
  Result<Trace> Source = readTrace(Path);
  if (!Source)
    return Error{Source.error()};
  if (Source->Events.empty())
    return Error{fmt::format(
        "the trace '{}' holds decisions but no events{}; record it again with "
        "lockstep run",
        Path,
        Source->Truncated ? ", because it was cut"
                          : ": an older Lockstep wrote it, or the execution "
                            "was killed")};
  std::vector<uint64_t> Recorded; // ascending
  for (const Event &E : Source->Events)
    Recorded.push_back(E.Step);
  ExecutionRecord Record = recordOfTrace(std::move(*Source));
  // What was decided and not carried out leads to nothing.
  std::erase_if(Record.Schedule.Events, [&](const Event &E) {
    return !std::binary_search(Recorded.begin(), Recorded.end(), E.Step);
  });
  return Record;
}
