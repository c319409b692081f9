//===- SourcePages.h - The source text that events name ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_EXPORT_SOURCEPAGES_H
#define LOCKSTEP_CLI_EXPORT_SOURCEPAGES_H

#include "export/Export.h"

#include <string>
#include <vector>

namespace lockstep::cli {

/// Consecutive lines of a file.
struct SourcePart {
  uint32_t First = 1;             ///< number of the first line
  std::vector<std::string> Lines; ///< escapeText, clipped
};

struct SourcePage {
  std::string File; ///< as Place::File
  std::vector<SourcePart> Parts;
};

/// The functions around every place that the events of \p Of from \p FirstEvent
/// on, or the ends of its threads, name: whole when they are not too long;
/// small files whole. At most some 20,000 lines. A trace may come from anyone,
/// so only files whose names are those of C and C++ sources are read, and what
/// cannot be read is left out.
std::vector<SourcePage> collectSources(ExportModel &Of, const ExportJob &Job,
                                       size_t FirstEvent);

} // namespace lockstep::cli

#endif
