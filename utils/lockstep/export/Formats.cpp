//===- Formats.cpp - The table of formats ---------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "export/Export.h"

using namespace lockstep;
using namespace lockstep::cli;

// ".json" alone is not here: three formats are JSON.
static constexpr ExportFormat Formats[] = {
    {"html", exportHtml, ".html .htm", false, true},
    {"perfetto", exportPerfetto, ".perfetto.json .perfetto", false, false},
    {"sarif", exportSarif, ".sarif .sarif.json", true, false},
    {"junit", exportJunit, ".xml", true, false},
    {"json", exportJson, "", false, true},
    {"dot", exportDot, ".dot .gv", false, false},
};

std::span<const ExportFormat> cli::exportFormats() { return Formats; }

const ExportFormat *cli::formatOfPath(std::string_view Path) {
  for (const ExportFormat &Each : Formats)
    for (std::string_view Rest = Each.Endings; !Rest.empty();) {
      std::string_view Ending = Rest.substr(0, Rest.find(' '));
      if (Path.ends_with(Ending))
        return &Each;
      Rest.remove_prefix(std::min(Ending.size() + 1, Rest.size()));
    }
  return nullptr;
}
