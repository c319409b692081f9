//===- Findings.h - Reporting what was found --------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_FINDINGS_H
#define LOCKSTEP_PRELOAD_FINDINGS_H

#include "platform/BacktraceSymbolizer.h"
#include "preload/RecordBuilder.h"
#include "preload/Runner.h"

#include <string>

namespace lockstep {

/// A finding on its way to the user.
struct Reported {
  OutcomeKind Kind = OutcomeKind::Passed; ///< as the report states it
  std::string Summary;                    ///< the SUMMARY line
  std::string Identity;  ///< what makes it another one than those before
  std::string TracePath; ///< empty when none was written
};

/// Writes reports to the driver's messages and traces to their folder.
class FindingWriter {
public:
  explicit FindingWriter(Runner &Run)
      : Settings(Run.settings()), From(Run.program().From), Input(Run.input()),
        Messages(Run.output().messages()) {}

  /// States the outcome of \p Record and completes its trace header with it.
  Reported judge(ExecutionRecord &Record, const ExecutionArea &Area);
  /// Writes the trace of \p Record to the trace folder; the path goes into
  /// \p Finding. A failure is said and leaves the path empty.
  void writeTrace(const ExecutionRecord &Record, Reported &Finding);
  /// Writes \p Schedule, the last execution's, to the file \p Path. Where it
  /// read standard input that is no file with a name, that goes beside it.
  Status save(const Trace &Schedule, const std::string &Path);
  /// Prints the report. \p TracePath is what its replay command names.
  void print(const ExecutionRecord &Record, const ExecutionArea &Area,
             const std::string &TracePath);
  /// What print() prints.
  std::string text(const ExecutionRecord &Record, const ExecutionArea &Area,
                   const std::string &TracePath) const;
  /// Whether reports are to have colors.
  bool useColor() const;
  /// One line, prefixed with the tool's name.
  void say(const std::string &Line);

private:
  std::string redirection(const std::string &TracePath) const;

  const Options &Settings;
  const BundleOrigin &From;
  const StandardInput &Input;
  int Messages;
};

/// The symbolizer for the modules that the execution in \p Area had loaded.
BacktraceSymbolizer symbolizerFor(const ExecutionArea &Area);

/// Writes \p Bytes to the file \p Path, in one go: whoever reads it meanwhile,
/// or after an interruption, finds the file of before or this one. A failure,
/// which is said with the name, leaves nothing behind. A device, a pipe or a
/// link is written to, and stays.
Status saveFile(const std::string &Path, const std::string &Bytes);

/// saveFile() of \p Whole as a trace.
Status saveTrace(const Trace &Whole, const std::string &Path);

/// Creates the folder \p Path and those above it, where they are missing. An
/// error names the one that cannot be.
Status makeFolder(const std::string &Path);

/// The name of the file that a trace of \p Program with the hash \p Hash has:
/// "bank-1f3a.lstrace", with so many hexadecimal digits, at most 16.
std::string traceFileName(const std::string &Program, uint64_t Hash,
                          unsigned Digits);

/// Columns of the terminal that \p Descriptor leads to; 120 when it is none.
unsigned terminalWidth(int Descriptor);

/// \p Text as one word of a shell command.
std::string shellQuote(const std::string &Text);

} // namespace lockstep

#endif
