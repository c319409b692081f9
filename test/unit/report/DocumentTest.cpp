//===- DocumentTest.cpp - docs/reports.md shows what is rendered ----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each example in docs/reports.md stands between "<!-- example: NAME -->\n"
// "```text\n" and "```\n". To bring them up to date, run this program with
// LOCKSTEP_UPDATE_DOCUMENTS=1 and read the difference.
//
//===----------------------------------------------------------------------===//

#include "Records.h"

#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

using namespace lockstep;

namespace {
const std::string Mark = "<!-- example: ", Open = "```text\n", Close = "```\n";

std::string readDocument() {
  std::ifstream In(LOCKSTEP_REPORTS_MD);
  std::ostringstream Text;
  Text << In.rdbuf();
  return Text.str();
}

/// The document with each example as it is rendered now.
std::string withExamples(const std::string &Document,
                         std::set<std::string> &Shown) {
  std::map<std::string, Recording> Samples = sampleRecordings();
  std::string Result;
  size_t At = 0;
  for (size_t Found; (Found = Document.find(Mark, At)) != Document.npos;) {
    size_t NameAt = Found + Mark.size(), NameEnd = Document.find(' ', NameAt);
    std::string Name = Document.substr(NameAt, NameEnd - NameAt);
    size_t Begin = Document.find(Open, NameEnd);
    size_t End = Document.find(Close, Begin + Open.size());
    if (Begin == Document.npos || End == Document.npos ||
        !Samples.count(Name)) {
      ADD_FAILURE() << "no such example: " << Name;
      break;
    }
    Result += Document.substr(At, Begin + Open.size() - At);
    Result += Samples.at(Name).render();
    Shown.insert(Name);
    At = End;
  }
  return Result + Document.substr(At);
}
} // namespace

TEST(Document, ShowsEveryReportAsItIsRendered) {
  std::string Document = readDocument();
  ASSERT_FALSE(Document.empty()) << LOCKSTEP_REPORTS_MD;
  std::set<std::string> Shown;
  std::string Rendered = withExamples(Document, Shown);
  for (const auto &[Name, Sample] : sampleRecordings())
    EXPECT_TRUE(Shown.count(Name)) << "docs/reports.md does not show " << Name;
  if (std::getenv("LOCKSTEP_UPDATE_DOCUMENTS"))
    std::ofstream(LOCKSTEP_REPORTS_MD) << Rendered;
  else
    EXPECT_EQ(Document, Rendered);
}

TEST(Document, NamesEveryOutcomeWithItsExitStatus) {
  std::string Document = readDocument();
  for (unsigned I = 0; I < OutcomeKindCount; ++I) {
    std::string Row = std::string("| `") + outcomeSlug(OutcomeKind(I)) +
                      "` | " +
                      std::to_string(outcomeExitStatus(OutcomeKind(I))) + " |";
    EXPECT_NE(Document.find(Row), Document.npos) << Row;
  }
}
