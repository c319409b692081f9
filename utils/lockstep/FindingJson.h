//===- FindingJson.h - What a finding is about, as JSON ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_FINDINGJSON_H
#define LOCKSTEP_CLI_FINDINGJSON_H

#include "export/JsonText.h"

#include "report/Context.h"

namespace lockstep::cli {

/// The accesses of a data race and what would have ordered them, or the access
/// and the block of a memory error; docs/exports.md has the fields. Null for
/// other outcomes, and when the trace does not know.
Json findingJson(const ExecutionRecord &Record, Symbolizer &Symbols);

} // namespace lockstep::cli

#endif
