//===- Export.h - The formats of lockstep export ----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_EXPORT_EXPORT_H
#define LOCKSTEP_CLI_EXPORT_EXPORT_H

#include "export/Model.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::cli {

/// What the axis of time shows.
enum class ExportClock { Step, Virtual };

/// What is to be exported, and how.
struct ExportJob {
  std::vector<std::unique_ptr<ExportModel>> Traces; ///< at least one
  std::unique_ptr<ExportModel> Shrunk;              ///< or null
  bool WithSources = true;
  /// Absolute, without a slash at the end: files below it are named relative
  /// to it.
  std::string SourceRoot;
  ExportClock Clock = ExportClock::Step;
  bool AllEvents = false; ///< dot: also what did not lead to the outcome
  uint64_t MaxEvents = 0; ///< 0: the format's own bound

  ExportModel &first() const { return *Traces.front(); }
};

/// The whole document, as docs/exports.md describes it.
std::string exportHtml(const ExportJob &Job);
std::string exportPerfetto(const ExportJob &Job);
std::string exportSarif(const ExportJob &Job);
std::string exportJunit(const ExportJob &Job);
std::string exportJson(const ExportJob &Job);
std::string exportDot(const ExportJob &Job);

/// One format.
struct ExportFormat {
  std::string_view Name;
  std::string (*Make)(const ExportJob &);
  /// How the name of a file in this format ends; nothing else does. With
  /// blanks between.
  std::string_view Endings;
  bool TakesSeveral = false; ///< more than one trace
  bool TakesShrunk = false;
};

/// All, in the order of the documentation.
std::span<const ExportFormat> exportFormats();

/// The format that the file name \p Path asks for by its ending, or null.
const ExportFormat *formatOfPath(std::string_view Path);

} // namespace lockstep::cli

#endif
