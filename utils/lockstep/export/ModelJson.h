//===- ModelJson.h - A model as JSON ----------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_EXPORT_MODELJSON_H
#define LOCKSTEP_CLI_EXPORT_MODELJSON_H

#include "export/Export.h"

#include <string>

namespace lockstep::cli {

/// Everything that \p Of knows, as one JSON object; docs/exports.md has the
/// schema. Only the latest \p MaxEvents events, and what relates to them.
std::string modelJson(ExportModel &Of, const ExportJob &Job,
                      uint64_t MaxEvents);

/// The document of the formats json and html: both models of \p Job.
std::string documentJson(const ExportJob &Job, uint64_t MaxEvents);

} // namespace lockstep::cli

#endif
