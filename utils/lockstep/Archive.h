//===- Archive.h - Many files in one ----------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_ARCHIVE_H
#define LOCKSTEP_CLI_ARCHIVE_H

#include "base/Result.h"

#include <string>
#include <string_view>

struct archive;

namespace lockstep::cli {

/// Writes a tar archive. Equal contents give equal bytes: no times, no owners.
class ArchiveWriter {
public:
  /// Packed as the name says: .tar.gz, .tar.zst or .tar.
  explicit ArchiveWriter(const std::string &Path);
  ~ArchiveWriter();
  ArchiveWriter(const ArchiveWriter &) = delete;

  /// One file. \p Name is relative, with '/' between folders.
  Status addText(const std::string &Name, std::string_view Text);
  /// The same with what the file \p From holds; executable when that is.
  Status addFile(const std::string &Name, const std::string &From);
  /// No more will come. Until then the file is not whole.
  Status finish();

private:
  Status begin(const std::string &Name, uint64_t Size, bool Executable);
  Error failure() const;

  archive *Out;
  std::string Path;
  bool Good;
};

/// Whether the file begins like an archive that is packed, or like a tar.
bool isArchive(const std::string &Path);

/// Unpacks the archive at \p Path, which may be hostile, into the folder
/// \p Into, which is empty: files and folders only, none outside, none twice,
/// and not more than fits. An error names what is wrong.
Status unpackArchive(const std::string &Path, const std::string &Into);

} // namespace lockstep::cli

#endif
