//===- Model.h - What every export is made from -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_EXPORT_MODEL_H
#define LOCKSTEP_CLI_EXPORT_MODEL_H

#include "export/Holds.h"

#include "explain/Causes.h"
#include "report/ExecutionRecord.h"
#include "report/ObjectNames.h"
#include "report/Places.h"
#include "report/TraceRecord.h"

#include <string>
#include <vector>

namespace lockstep::cli {

/// An event that is a direct cause of a later one.
struct CauseLink {
  size_t From = 0, To = 0; ///< events; From < To
  explain::Reason Why = explain::Reason::Failure;
};

/// One execution as a trace tells it, put in words. Events are named by their
/// index in events(). Ids that the trace does not hold are named as unknown, so
/// any trace that decodes can be described. Every string it returns is free of
/// control characters (escapeText); formats add their own escapes.
class ExportModel {
public:
  /// \p Path names the file that \p Source came from.
  ExportModel(std::string Path, Trace Source);
  ExportModel(const ExportModel &) = delete;
  ExportModel &operator=(const ExportModel &) = delete;

  const std::string &path() const { return Path; }
  const Trace &trace() const { return Record.Schedule; }
  const ExecutionRecord &record() const { return Record; }
  Symbolizer &symbols() { return Symbols; }

  /// Ascending by step. When the trace holds none, what its decisions say:
  /// without values and memory orders.
  const std::vector<Event> &events() const { return Record.Schedule.Events; }
  /// Whether the trace held the events.
  bool isRecorded() const { return Recorded; }
  /// By first event.
  const std::vector<Hold> &holds() const { return Holds; }
  /// By To. Empty when the trace held no events.
  const std::vector<CauseLink> &causes() const { return Links; }
  /// What led to where threads stood at the end: those that the outcome is
  /// about. Empty when the trace held no events.
  const std::vector<explain::EndCauses> &endCauses() const { return Ends; }
  /// By event: whether it led to the outcome. Empty when the trace held no
  /// events.
  const std::vector<bool> &slice() const { return Slice; }

  /// How many threads the header, a decision or an event names.
  uint32_t threadCount() const { return uint32_t(Record.Threads.size()); }
  /// "T1 'teller'".
  std::string threadName(ThreadId Thread) const;
  /// "To.Lock".
  std::string objectName(ObjectId Object) { return Names.shortName(Object); }
  /// "lock To.Lock", "load Flag: 0 (acquire)".
  std::string text(const Event &E);
  /// Where the thread stood when it was over: "waits: lock To.Lock"; empty when
  /// it has finished or nothing is known.
  std::string endText(ThreadId Thread);
  Place place(SiteId Site) { return Where.find(Site, StackId()); }
  /// "bank.cpp:42"; empty when it is not known.
  std::string shortPlace(SiteId Site);

  /// The place that the summary names, else where the thread that failed or the
  /// first that waits stood, else the last place known.
  Place failure();
  /// The schedule in columns by thread, at most \p Rows rows.
  std::string scheduleText(unsigned Rows);
  /// The summary line, or what it would be.
  std::string summary() const;

private:
  void addCauses();

  std::string Path;
  bool Recorded;
  TraceSymbols Symbols;
  ExecutionRecord Record;
  ObjectNames Names;
  Places Where;
  std::vector<Hold> Holds;
  std::vector<CauseLink> Links;
  std::vector<explain::EndCauses> Ends;
  std::vector<bool> Slice;
};

} // namespace lockstep::cli

#endif
