//===- SourcePath.h - How a source file is called ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_SOURCEPATH_H
#define LOCKSTEP_PASS_SOURCEPATH_H

#include "llvm/IR/DebugInfoMetadata.h"

#include <string>

namespace lockstep {

/// The path of a source file as all of a report says it: relative to the folder
/// that the compiler ran in when the file lies below that, else absolute; with
/// neither "." nor "..". Debug information divides paths between file and
/// folder as it likes. (BacktraceSymbolizer does the same to frames.)
struct SourcePath {
  std::string File;
  /// The folder that File is relative to; empty when File is absolute or the
  /// folder is not known.
  std::string Directory;
};

SourcePath sourcePath(const llvm::DIFile *File,
                      const llvm::DICompileUnit *Unit);

} // namespace lockstep

#endif
