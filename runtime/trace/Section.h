//===- Section.h - The parts that a trace file is made of -------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_SECTION_H
#define LOCKSTEP_TRACE_SECTION_H

#include "base/Result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace lockstep {

/// Appends magic, format version and their check: the start of every file.
void appendPreamble(std::string &Out);

/// Appends one section: head, payload, check.
void appendSection(std::string &Out, std::string_view Tag, uint32_t Flags,
                   std::string_view Payload);

/// One section as it stands in a file. Its checks were right.
struct Section {
  std::string_view Tag;
  uint32_t Flags = 0;
  std::string_view Payload;
  size_t Offset = 0; ///< of its head in the file

  /// "section 'HEAD' at byte 16"
  std::string name() const;
};

/// Walks the sections of an untrusted file.
class SectionReader {
public:
  /// Checks size and preamble of \p Bytes, which must outlive the reader.
  static Result<SectionReader> open(std::string_view Bytes);

  enum class Step {
    Section, ///< one more
    End,     ///< the file ends here
    Cut,     ///< the file ends inside a section
    Bad      ///< error() says what is wrong
  };
  Step next(Section &Found);

  const std::string &error() const { return Problem; }
  /// The format version of the file; may be newer than ours.
  uint32_t version() const { return Version; }
  /// Where the next section begins.
  size_t position() const { return Position; }

private:
  explicit SectionReader(std::string_view Bytes) : Bytes(Bytes) {}
  Step bad(const std::string &Text);

  std::string_view Bytes;
  size_t Position = 0;
  uint32_t Version = 0;
  std::string Problem;
};

} // namespace lockstep

#endif
