//===- Html.cpp - A web page ----------------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One file that needs nothing else. Its scripts make everything from the JSON
// document, as text, never as HTML; and the page's own policy forbids them to
// load anything.
//
//===----------------------------------------------------------------------===//

#include "export/Export.h"
#include "export/ModelJson.h"
#include "export/Page.h"

#include "report/Text.h"

using namespace lockstep;
using namespace lockstep::cli;

/// More make a page that opens slowly.
static constexpr uint64_t DefaultMaxEvents = 100000;

/// \p Json so that no `</script>` and no comment can begin in it: `<` occurs
/// within strings only.
static std::string inScript(const std::string &Json) {
  std::string Out;
  Out.reserve(Json.size());
  for (char C : Json)
    if (C == '<')
      Out += "\\u003c";
    else
      Out += C;
  return Out;
}

static std::string inHtml(std::string_view Text) {
  std::string Out;
  for (char C : Text)
    Out += C == '<'   ? "&lt;"
           : C == '&' ? "&amp;"
           : C == '"' ? "&quot;"
                      : std::string(1, C);
  return Out;
}

/// The frame of the page, with `@NAME@` replaced.
static std::string fill(std::string_view Frame, const std::string &Title,
                        const std::string &Style, const std::string &Data,
                        const std::string &Script) {
  std::string Out;
  while (!Frame.empty()) {
    size_t Mark = Frame.find('@');
    Out += Frame.substr(0, Mark);
    if (Mark == Frame.npos)
      break;
    size_t End = Frame.find('@', Mark + 1);
    std::string_view Name = Frame.substr(Mark + 1, End - Mark - 1);
    Out += Name == "TITLE"   ? Title
           : Name == "STYLE" ? Style
           : Name == "DATA"  ? Data
                             : Script;
    Frame.remove_prefix(End + 1);
  }
  return Out;
}

std::string cli::exportHtml(const ExportJob &Job) {
  uint64_t Max = Job.MaxEvents ? Job.MaxEvents : DefaultMaxEvents;
  std::string Script, Style;
  std::string_view Frame;
  for (const PagePart &Part : pageParts()) {
    if (Part.Name.ends_with(".js"))
      Script += Part.Text;
    else if (Part.Name.ends_with(".css"))
      Style += Part.Text;
    else
      Frame = Part.Text;
  }
  return fill(Frame, inHtml(Job.first().summary()), Style,
              inScript(documentJson(Job, Max)), Script);
}
