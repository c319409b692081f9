//===- Context.h - What every part of a report needs ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_CONTEXT_H
#define LOCKSTEP_REPORT_CONTEXT_H

#include "report/ObjectNames.h"
#include "report/Places.h"
#include "report/ReportStyle.h"
#include "report/SourceText.h"

namespace lockstep {

/// The record of one execution together with the means to put it in words.
/// Ids that the record does not hold are named as unknown.
class ReportContext {
public:
  ReportContext(const ExecutionRecord &Record, Symbolizer &Symbols,
                SourceText &Sources, const ReportStyle &Style)
      : Record(Record), Style(Style), Sources(Sources), Where(Record, Symbols),
        Names(Record, Symbols) {}

  /// "T1 'worker'".
  std::string thread(ThreadId Thread) const;
  const ThreadRecord *threadRecord(ThreadId Thread) const;
  const ObjectRecord *objectRecord(ObjectId Object) const;

  Place place(const Event &E) { return Where.find(E.Site, E.Stack); }
  /// The source line at \p At, as "   42 |   text"; empty when not readable.
  std::string quote(const Place &At);

  const ExecutionRecord &Record;
  const ReportStyle &Style;
  SourceText &Sources;
  Places Where;
  ObjectNames Names;
};

} // namespace lockstep

#endif
