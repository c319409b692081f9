//===- GdbTrace.cpp - A trace as gdb's script reads it --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Gdb.h"
#include "Schedule.h"

#include "report/Text.h"

#include <fmt/core.h>
#include <map>
#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace lockstep::cli;

using Json = nlohmann::json;

namespace {
/// Each text once; a trace may have millions of steps.
class TextTable {
public:
  size_t add(const std::string &Text) {
    auto [Found, New] = Places.try_emplace(Text, Places.size());
    if (New)
      Texts.push_back(Text);
    return Found->second;
  }
  Json take() { return std::move(Texts); }

private:
  std::map<std::string, size_t> Places;
  Json Texts = Json::array();
};
} // namespace

static std::string placeText(const TraceSite &Site) {
  if (Site.File.empty())
    return "";
  std::string Text = escapeText(baseName(Site.File));
  if (Site.Line)
    Text += fmt::format(":{}", Site.Line);
  if (!Site.Function.empty())
    Text += " in " + escapeText(shortFunctionName(Site.Function));
  return Text;
}

static Json objectNames(Schedule &Of) {
  Json Names = Json::array();
  for (uint32_t I = 0; I < Of.trace().Objects.size(); ++I) {
    Decision About;
    About.Object = I;
    Names.push_back(Of.objectName(About));
  }
  return Names;
}

std::string cli::traceForGdb(const Trace &Source) {
  Schedule Of(Source);
  TextTable Texts;
  Json Threads, What, Objects, Places, Values;
  Threads = What = Objects = Places = Values = Json::array();
  auto Next = Of.trace().Events.begin();
  for (size_t Step = 0; Step < Source.Decisions.size(); ++Step) {
    const Decision &Made = Source.Decisions[Step];
    const TraceSite *Site = Made.isValue() ? nullptr : Of.site((Next++)->Site);
    bool HasObject = !Made.isValue() && Made.Object < Of.trace().Objects.size();
    Threads.push_back(Made.Thread);
    What.push_back(Texts.add(Of.what(Made)));
    Objects.push_back(HasObject ? int64_t(Made.Object) : -1);
    Places.push_back(Texts.add(Site ? placeText(*Site) : ""));
    if (Made.isValue())
      Values.push_back(Step);
  }
  Json ThreadNames = Json::array();
  for (uint32_t I = 0; I < Of.threadCount(); ++I)
    ThreadNames.push_back(Of.threadName(I));
  Json Modules = Json::array();
  for (const TraceModule &Module : Source.Modules)
    if (Module.SiteCount)
      Modules.push_back(Module.Path);
  Json Whole = {{"outcome", outcomeSlug(Source.Outcome)},
                {"thread_names", std::move(ThreadNames)},
                {"object_names", objectNames(Of)},
                {"modules", std::move(Modules)},
                {"threads", std::move(Threads)},
                {"what", std::move(What)},
                {"objects", std::move(Objects)},
                {"places", std::move(Places)},
                {"values", std::move(Values)},
                {"texts", Texts.take()}};
  return Whole.dump(-1, ' ', false, Json::error_handler_t::replace);
}
