//===- Junit.cpp - JUnit's XML --------------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "export/Export.h"
#include "export/SourceUri.h"

#include "report/Text.h"

#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

/// \p Text, which may hold newlines but no other control characters, as XML
/// 1.0 character data or as the value of an attribute in double quotes.
static std::string xmlText(std::string_view Text) {
  std::string Out;
  while (!Text.empty()) {
    char C = Text.front();
    size_t Length = 1;
    if (C == '&')
      Out += "&amp;";
    else if (C == '<')
      Out += "&lt;";
    else if (C == '>')
      Out += "&gt;";
    else if (C == '"')
      Out += "&quot;";
    else if (Text.starts_with("\xef\xbf\xbe") ||
             Text.starts_with("\xef\xbf\xbf")) {
      // U+FFFE and U+FFFF are no characters of XML.
      Out += "\xef\xbf\xbd";
      Length = 3;
    } else {
      Out += C;
    }
    Text.remove_prefix(Length);
  }
  return Out;
}

static std::string attribute(const char *Name, std::string_view Value) {
  return fmt::format(" {}=\"{}\"", Name, xmlText(Value));
}

static bool isFailure(OutcomeKind Kind) {
  return Kind != OutcomeKind::Passed && !outcomeIsUnknown(Kind);
}

static std::string testcase(ExportModel &Of, const ExportJob &Job) {
  constexpr unsigned Rows = 60;
  OutcomeKind Kind = Of.trace().Outcome;
  std::string Program(baseName(Of.trace().Program));
  std::string Case = "    <testcase";
  Case += attribute("classname",
                    Program.empty() ? "lockstep" : escapeText(Program));
  Case += attribute("name", escapeText(baseName(Of.path())));
  if (Place At = Of.failure(); At.Line) {
    Case += attribute("file", sourceName(At.File, Job.SourceRoot).Path);
    Case += attribute("line", std::to_string(At.Line));
  }
  Case += attribute("time", "0");
  if (Kind == OutcomeKind::Passed)
    return Case + "/>\n";
  const char *Tag = isFailure(Kind) ? "failure" : "error";
  Case += fmt::format(">\n      <{}", Tag);
  Case += attribute("type", outcomeSlug(Kind));
  Case += attribute("message", Of.summary()) + ">";
  Case += xmlText(Of.scheduleText(Rows));
  return Case + fmt::format("</{}>\n    </testcase>\n", Tag);
}

std::string cli::exportJunit(const ExportJob &Job) {
  size_t Failures = 0, Errors = 0;
  std::string Cases;
  for (const std::unique_ptr<ExportModel> &Each : Job.Traces) {
    Failures += isFailure(Each->trace().Outcome);
    Errors += outcomeIsUnknown(Each->trace().Outcome);
    Cases += testcase(*Each, Job);
  }
  std::string Counts = fmt::format(
      " name=\"Lockstep\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
      "skipped=\"0\" time=\"0\"",
      Job.Traces.size(), Failures, Errors);
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<testsuites{0}>\n  <testsuite{0}>\n{1}"
                     "  </testsuite>\n</testsuites>\n",
                     Counts, Cases);
}
