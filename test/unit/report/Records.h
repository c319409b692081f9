//===- Records.h - Hand-made executions for the tests -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_UNIT_REPORT_RECORDS_H
#define LOCKSTEP_TEST_UNIT_REPORT_RECORDS_H

#include "report/Report.h"

#include <map>

namespace lockstep {

/// A symbolizer that knows what a test told it.
class TableSymbolizer final : public Symbolizer {
public:
  std::vector<SourceFrame> frames(uint64_t Address) override {
    auto Found = Frames.find(Address);
    if (Found == Frames.end())
      return {SourceFrame{}};
    return Found->second;
  }
  SourceVariable variable(uint64_t Address) override {
    auto Found = Variables.find(Address);
    return Found == Variables.end() ? SourceVariable{} : Found->second;
  }
  std::map<uint64_t, std::vector<SourceFrame>> Frames;
  std::map<uint64_t, SourceVariable> Variables;
};

/// Source files that a test made up.
class TableSource final : public SourceText {
public:
  std::string line(const std::string &File, uint32_t Line) override {
    auto Found = Lines.find({File, Line});
    return Found == Lines.end() ? "" : Found->second;
  }
  std::map<std::pair<std::string, uint32_t>, std::string> Lines;
};

/// Builds an ExecutionRecord event by event.
class Recording {
public:
  Recording();

  ThreadId thread(const std::string &Name = "", ThreadId Parent = MainThread);
  ObjectId object(ObjectKind Kind, const std::string &Name = "");
  /// The object that stands for \p Target in joins.
  ObjectId threadObject(ThreadId Target);
  /// A place "File:Line:Column in Function" with its source text, as the pass
  /// would record it.
  SiteId site(const std::string &File, uint32_t Line, uint32_t Column,
              const std::string &Function, const std::string &Source = "",
              const std::string &Variable = "");
  /// A stack of frames "Function File:Line", innermost first; "Function" alone
  /// for a frame of libc.
  StackId stack(const std::vector<std::string> &Frames);

  /// Appends an event and returns it for changes; valid until the next.
  Event &event(ThreadId Thread, OpKind Kind, ObjectId Object = {},
               SiteId Site = {}, StackId Stack = {});
  /// As event(), with a value that was read or returned.
  Event &read(ThreadId Thread, OpKind Kind, ObjectId Object, SiteId Site,
              uint64_t Value);
  /// As event(), with a value that was written.
  Event &write(ThreadId Thread, OpKind Kind, ObjectId Object, SiteId Site,
               uint64_t Value);

  /// At the end \p Thread waits: sets state, pending operation and stack.
  Operation &waits(ThreadId Thread, OpKind Kind, ObjectId Object, SiteId Site,
                   StackId Where = {});
  ThreadRecord &at(ThreadId Thread) { return Record.Threads[Thread.index()]; }
  ObjectRecord &at(ObjectId Object) { return Record.Objects[Object.index()]; }
  void holds(ThreadId Thread, ObjectId Object) {
    at(Object).Holders.push_back(Thread);
  }

  std::string render();

  ExecutionRecord Record;
  TableSymbolizer Symbols;
  TableSource Sources;
  ReportStyle Style;
};

/// The executions that docs/reports.md shows, by the name of their example.
std::map<std::string, Recording> sampleRecordings();

} // namespace lockstep

#endif
