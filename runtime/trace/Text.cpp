//===- Text.cpp - A trace as lines of text --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Text.h"

#include <cstdio>
#include <iterator>
#include <string>
#include <utility>

using namespace lockstep;

/// The length of the UTF-8 sequence at the front of \p Text, which is not
/// empty; 0 when it is malformed or a control character (also U+0080 to U+009F,
/// on which terminals act too).
static size_t harmlessLength(std::string_view Text) {
  uint8_t Lead = uint8_t(Text[0]);
  if (Lead < 0x80)
    return Lead >= 0x20 && Lead != 0x7f;
  size_t Length = Lead >= 0xf0 ? 4 : Lead >= 0xe0 ? 3 : 2;
  if (Lead < 0xc2 || Lead > 0xf4 || Text.size() < Length)
    return 0;
  for (char Byte : Text.substr(1, Length - 1))
    if ((uint8_t(Byte) & 0xc0) != 0x80)
      return 0;
  return Lead == 0xc2 && uint8_t(Text[1]) < 0xa0 ? 0 : Length;
}

std::string lockstep::printable(std::string_view Text) {
  constexpr char Digits[] = "0123456789abcdef";
  std::string Out;
  while (!Text.empty()) {
    size_t Length = harmlessLength(Text);
    uint8_t Byte = uint8_t(Text[0]);
    if (Byte == '\\')
      Out += "\\\\";
    else if (Length)
      Out += Text.substr(0, Length);
    else
      Out += {'\\', 'x', Digits[Byte >> 4], Digits[Byte & 15]};
    Text.remove_prefix(Length ? Length : 1);
  }
  return Out;
}

namespace {

class Listing {
public:
  explicit Listing(const Trace &Of) : Of(Of) {}

  std::string write() {
    header();
    for (size_t I = 0; I < Of.Decisions.size(); ++I)
      decision(I, Of.Decisions[I]);
    return std::move(Out);
  }

private:
  void line(const char *Key, std::string_view Value) {
    Out += std::string("# ") + Key + ": " + printable(Value) + "\n";
  }
  void line(const char *Key, uint64_t Value) {
    line(Key, std::to_string(Value));
  }

  void header() {
    line("tool", Of.ToolVersion);
    line("program", Of.Program);
    for (const std::string &Argument : Of.Arguments)
      line("argument", Argument);
    for (const std::string &Variable : Of.Environment)
      line("environment", Variable);
    for (const TraceModule &Module : Of.Modules)
      line("module", Module.Path + " build-id=" +
                         (Module.BuildId.empty() ? "-" : Module.BuildId) +
                         " sites=" + std::to_string(Module.SiteCount));
    line("strategy", Of.Strategy);
    line("campaign-seed", Of.CampaignSeed);
    line("iteration", Of.Iteration);
    line("options", Of.Options);
    line("pool-size", Of.PoolSize);
    for (uint32_t Site : Of.SharedSites)
      line("shared-site", place(Site));
    line("outcome", outcomeSlug(Of.Outcome));
    line("exit-code", std::to_string(Of.ExitCode));
    line("signal", std::to_string(Of.SignalNumber));
    line("summary", Of.Summary);
    for (size_t I = 0; I < Of.Threads.size(); ++I)
      thread(I, Of.Threads[I]);
    for (size_t I = 0; I < Of.Objects.size(); ++I)
      object(I, Of.Objects[I]);
    line("decisions", Of.Decisions.size());
    line("truncated", Of.Truncated ? "yes" : "no");
  }

  void thread(size_t I, const TraceThread &Thread) {
    std::string Text = "T" + std::to_string(I);
    if (Thread.Parent != 0xffffffff)
      Text += " parent=T" + std::to_string(Thread.Parent) +
              " birth=" + std::to_string(Thread.BirthOrder);
    if (!Thread.Name.empty())
      Text += " name=" + Thread.Name;
    line("thread", Text);
  }

  void object(size_t I, const TraceObject &Object) {
    std::string Text =
        "O" + std::to_string(I) + " " + objectKindName(Object.Kind);
    if (!Object.Name.empty())
      Text += " name=" + Object.Name;
    line("object", Text);
  }

  static std::string hexadecimal(uint64_t Value) {
    char Text[20];
    snprintf(Text, sizeof Text, "0x%llx", (unsigned long long)Value);
    return Text;
  }

  std::string place(uint32_t Site) const {
    if (Site == SiteId::InvalidValue)
      return "-";
    std::string Number = "S" + std::to_string(Site);
    if (Site >= Of.Sites.size())
      return Number;
    const TraceSite &Place = Of.Sites[Site];
    if (!Place.File.empty())
      return Number + " " + Place.File + ":" + std::to_string(Place.Line) +
             ":" + std::to_string(Place.Column) +
             (Place.Function.empty() ? "" : " in " + Place.Function);
    if (Place.Module < Of.Modules.size())
      return Number + " " + Of.Modules[Place.Module].Path + "+" +
             hexadecimal(Place.Offset);
    return Number;
  }

  std::string objectName(uint32_t Object) const {
    if (Object == ObjectId::InvalidValue)
      return "-";
    std::string Number = "O" + std::to_string(Object);
    if (Object < Of.Objects.size() && !Of.Objects[Object].Name.empty())
      Number += "(" + Of.Objects[Object].Name + ")";
    return Number;
  }

  static std::string reason(ValueReason Reason) {
    constexpr const char *Names[] = {"WakeOrder", "SpuriousWake",
                                     "WeakFailure"};
    if (unsigned(Reason) < std::size(Names))
      return Names[unsigned(Reason)];
    return "reason" + std::to_string(unsigned(Reason));
  }

  void decision(size_t I, const Decision &What) {
    Out += std::to_string(I) + " T" + std::to_string(What.Thread) + " ";
    if (What.isValue())
      Out += "value " + reason(What.reason()) + " " +
             std::to_string(What.choice()) + " of " +
             std::to_string(What.bound());
    else
      Out += std::string(operationName(What.Kind)) + " " +
             printable(objectName(What.Object)) + " " +
             printable(place(What.Site));
    Out += What.timedOut() ? " timed-out\n" : "\n";
  }

  const Trace &Of;
  std::string Out;
};

} // namespace

std::string lockstep::traceToText(const Trace &Of) {
  return Listing(Of).write();
}
