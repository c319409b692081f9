//===- Context.cpp - What every part of a report needs --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Context.h"

#include "report/Messages.h"
#include "report/Text.h"

using namespace lockstep;

const ThreadRecord *ReportContext::threadRecord(ThreadId Thread) const {
  return Thread.index() < Record.Threads.size()
             ? &Record.Threads[Thread.index()]
             : nullptr;
}

const ObjectRecord *ReportContext::objectRecord(ObjectId Object) const {
  return Object.index() < Record.Objects.size()
             ? &Record.Objects[Object.index()]
             : nullptr;
}

std::string ReportContext::thread(ThreadId Thread) const {
  const ThreadRecord *Known = threadRecord(Thread);
  return messages::threadName(Thread, Known ? escapeText(Known->Name) : "");
}

std::string ReportContext::quote(const Place &At) {
  if (At.File.empty() || !At.Line)
    return {};
  std::string Line = escapeText(Sources.line(At.File, At.Line));
  if (Line.find_first_not_of(' ') == Line.npos)
    return {};
  std::string Number = std::to_string(At.Line);
  std::string Gutter(Number.size() < 5 ? 5 - Number.size() : 0, ' ');
  return clipText(Gutter + Number + " | " + Line, 200);
}
