//===- Bundle.h - A trace with all that its replay needs --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_BUNDLE_H
#define LOCKSTEP_CLI_BUNDLE_H

#include "base/Result.h"

#include <string>

namespace lockstep::cli {

/// The names of files in a bundle.
struct BundleNames {
  static constexpr const char *Index = "bundle.json";
  static constexpr const char *Trace = "trace.lstrace";
  static constexpr const char *Program = "program/";
  static constexpr const char *Libraries = "libraries/";
  static constexpr const char *SystemLibraries = "system-libraries/";
  static constexpr const char *Sources = "sources/";
};

/// A bundle in a temporary folder, which goes when this does.
class UnpackedBundle {
public:
  /// An error says why the file at \p Path cannot be used.
  static Result<UnpackedBundle> unpack(const std::string &Path);
  UnpackedBundle(UnpackedBundle &&Other) noexcept
      : Folder(std::move(Other.Folder)),
        ProgramName(std::move(Other.ProgramName)) {
    Other.Folder.clear();
  }
  UnpackedBundle &operator=(UnpackedBundle &&) = delete;
  ~UnpackedBundle();

  std::string trace() const { return Folder + "/" + BundleNames::Trace; }
  std::string program() const { return Folder + "/" + ProgramName; }
  /// Where the libraries are that no system has; empty when there are none.
  std::string libraries() const;

private:
  explicit UnpackedBundle(std::string Folder) : Folder(std::move(Folder)) {}
  Status readIndex(const std::string &Path);

  std::string Folder, ProgramName;
};

} // namespace lockstep::cli

#endif
