//===- Symbolizer.h - From addresses to source lines ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_SYMBOLIZER_H
#define LOCKSTEP_REPORT_SYMBOLIZER_H

#include <cstdint>
#include <string>
#include <vector>

namespace lockstep {

/// One source-level frame. Inlined functions are frames of their own.
struct SourceFrame {
  std::string Function; ///< demangled; empty when not known
  std::string File;     ///< empty when not known
  uint32_t Line = 0;
  uint32_t Column = 0;
  std::string Module;  ///< path of the executable or library
  uint64_t Offset = 0; ///< in Module
  bool Inlined = false;
  std::string Folder = {}; ///< what File is relative to; empty when not known
};

/// A global variable that covers an address.
struct SourceVariable {
  std::string Name; ///< demangled; empty when not known
  uint64_t Offset = 0;
  /// What lies inside it, as in lockstep/variable.h; empty when not known.
  std::string Layout = {};
};

/// Turns addresses of the program into source places. platform/ implements it
/// over libbacktrace; tests, over a table.
class Symbolizer {
public:
  virtual ~Symbolizer() = default;
  /// The frames at \p ReturnAddress (the call is at ReturnAddress - 1),
  /// innermost inlined one first; at least one frame.
  virtual std::vector<SourceFrame> frames(uint64_t ReturnAddress) = 0;
  virtual SourceVariable variable(uint64_t Address) = 0;
};

} // namespace lockstep

#endif
