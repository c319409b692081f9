//===- SourceFiles.h - Source lines from files ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_SOURCEFILES_H
#define LOCKSTEP_PLATFORM_SOURCEFILES_H

#include "report/SourceText.h"

#include <map>
#include <vector>

namespace lockstep {

/// Reads the source lines of reports from the file system, each file once. A
/// relative path is looked for in each of the folders in turn. Files that
/// cannot be read, are not regular or are larger than 16 MiB have no lines.
class SourceFiles final : public SourceText {
public:
  /// \p Folders: usually those of foldersFor(). \p Copies: a folder with
  /// copies of source files, each under its whole path, which are looked at
  /// first; empty: none.
  explicit SourceFiles(std::vector<std::string> Folders,
                       std::string Copies = "")
      : Folders(std::move(Folders)), Copies(std::move(Copies)) {}

  /// Where the sources of \p Program may be when their paths are relative: the
  /// working directory, the program's folder and all that it lies in (a build
  /// folder mostly lies in the one with the sources).
  static std::vector<std::string> foldersFor(std::string_view Program);

  std::string line(const std::string &File, uint32_t Line) override;

private:
  struct Contents {
    std::string Text;
    std::vector<size_t> Begins; ///< of the lines in Text
  };
  const Contents &contentsOf(const std::string &File);
  std::string readAny(const std::string &File) const;
  std::string readCopy(const std::string &File) const;

  std::vector<std::string> Folders;
  std::string Copies;
  std::map<std::string, Contents> Files;
};

} // namespace lockstep

#endif
