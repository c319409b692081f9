//===- OpenFile.h - A file, open for reading --------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_OPENFILE_H
#define LOCKSTEP_CLI_OPENFILE_H

#include "base/Result.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace lockstep::cli {

/// A regular file, open for reading. Movable; closes itself.
class OpenFile {
public:
  /// An error names the path and why.
  static Result<OpenFile> open(const std::string &Path);
  OpenFile(OpenFile &&Other) noexcept;
  OpenFile &operator=(OpenFile &&) = delete;
  ~OpenFile();

  const std::string &path() const { return Path; }
  /// In bytes, when it was opened.
  uint64_t size() const { return Size; }

  /// Reads exactly \p Count bytes at \p Offset. False when they are not all
  /// there or cannot be read.
  bool readAt(uint64_t Offset, void *Into, size_t Count) const;

private:
  OpenFile(int Descriptor, std::string Path, uint64_t Size);

  int Descriptor;
  std::string Path;
  uint64_t Size;
};

} // namespace lockstep::cli

#endif
