//===- OutputCapture.h - The program's own output ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_OUTPUTCAPTURE_H
#define LOCKSTEP_PRELOAD_OUTPUTCAPTURE_H

#include <cstdint>
#include <string>

namespace lockstep {

/// Keeps what each execution writes to standard output and error, as
/// interleaved, in memory. The driver's own messages go to the standard error
/// of before.
class OutputCapture {
public:
  /// Redirects the standard descriptors of this process. With \p Keep false,
  /// output goes where it always went.
  void begin(bool Keep);
  /// Forgets what the last execution wrote.
  void beforeExecution();
  /// Makes a place of its own for what sanitizers write.
  void captureReports();
  /// A descriptor for it, or -1.
  int reportFile() const { return Reports; }
  /// In a forked process: a place of its own for these.
  void useOwnReports() {
    if (Reports >= 0)
      captureReports();
  }
  /// What sanitizers wrote in the last execution, at most the first part.
  std::string reports() const;
  /// What the last execution wrote; of long output the first and last part.
  /// What sanitizers wrote comes last.
  std::string text() const;
  /// How much it wrote, in bytes.
  uint64_t size() const;
  /// Where the driver writes.
  int messages() const { return Messages; }

private:
  int Memory = -1;  ///< memfd, or -1 when nothing is kept
  int Reports = -1; ///< the same for what sanitizers write
  int Messages = 2;
};

} // namespace lockstep

#endif
