//===- Corpus.h - What campaigns keep for each other ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_CORPUS_H
#define LOCKSTEP_PRELOAD_CORPUS_H

#include "base/Result.h"
#include "trace/Trace.h"

#include <string>
#include <vector>

namespace lockstep {

/// A folder of traces, of any number of programs, that several campaigns may
/// use at the same time: files are named by what is in them and appear whole. A
/// campaign begins with the executions that were kept of its program, and so
/// learns from them what the campaigns before have learnt.
class Corpus {
public:
  explicit Corpus(std::string Folder) : Folder(std::move(Folder)) {}

  /// Creates the folder where it is missing. An error names it and the mend.
  Status open() const;

  /// The traces of the program that \p Here describes (the same file name,
  /// arguments and options; it may have been built again since): findings
  /// first, each by the name of its file. \p Problems gets a line for each file
  /// that is no trace which can be read, or that gives options which this
  /// Lockstep does not know.
  std::vector<Trace> load(const Trace &Here,
                          std::vector<std::string> &Problems) const;

  /// Writes \p Whole, unless it is there. \returns whether it was not.
  Result<bool> keep(const Trace &Whole) const;

  const std::string &folder() const { return Folder; }

private:
  std::string Folder;
};

} // namespace lockstep

#endif
