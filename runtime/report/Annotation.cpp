//===- Annotation.cpp - A finding for a code host -------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// "Workflow commands for GitHub Actions" says what a command looks like; what
// must be escaped is in the runner's toolkit (escapeData, escapeProperty).
//
//===----------------------------------------------------------------------===//

#include "report/Annotation.h"

#include "report/Finding.h"
#include "report/Text.h"

using namespace lockstep;

/// \p Text as the message of a command, or as one of its properties.
static std::string escapeCommand(std::string_view Text, bool IsProperty) {
  std::string Out;
  for (char C : Text) {
    if (C == '%')
      Out += "%25";
    else if (C == '\r')
      Out += "%0D";
    else if (C == '\n')
      Out += "%0A";
    else if (C == ':' && IsProperty)
      Out += "%3A";
    else if (C == ',' && IsProperty)
      Out += "%2C";
    else
      Out += C;
  }
  return Out;
}

static std::string property(const char *Name, std::string_view Value) {
  return std::string(Name) + "=" + escapeCommand(Value, true);
}

/// \p File relative to \p Workspace, when it lies below it.
static std::string_view below(std::string_view Workspace,
                              std::string_view File) {
  while (Workspace.ends_with('/'))
    Workspace.remove_suffix(1);
  if (!Workspace.empty() && File.size() > Workspace.size() &&
      File.starts_with(Workspace) && File[Workspace.size()] == '/')
    return File.substr(Workspace.size() + 1);
  return File;
}

std::string lockstep::githubAnnotation(const ExecutionRecord &Record,
                                       Symbolizer &Symbols,
                                       std::string_view Workspace) {
  NoSourceText Sources;
  ReportStyle Style;
  ReportContext Context(Record, Symbols, Sources, Style);
  Finding Found = describeFinding(Context);
  if (Found.Kind == OutcomeKind::Passed)
    return {};
  std::string Command =
      outcomeIsUnknown(Found.Kind) ? "::warning " : "::error ";
  if (!Found.Where.File.empty()) {
    Command += property("file", below(Workspace, Found.Where.File)) + ",";
    if (Found.Where.Line)
      Command += property("line", std::to_string(Found.Where.Line)) + ",";
    if (Found.Where.Line && Found.Where.Column)
      Command += property("col", std::to_string(Found.Where.Column)) + ",";
  }
  Command +=
      property("title", std::string("Lockstep: ") + outcomeSlug(Found.Kind));
  std::string Message = Found.Headline;
  for (const std::string &Line : Found.Body)
    Message += "\n" + Line;
  constexpr size_t MaxMessage = 4000;
  if (Message.size() > MaxMessage)
    Message = clipText(Message, MaxMessage);
  return Command + "::" + escapeCommand(Message, false) + "\n";
}
