//===- Text.cpp - A trace as lines of text --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Text.h"

#include "base/Hash.h"
#include "base/Varint.h"
#include "trace/TextFields.h"

#include <cstdio>
#include <iterator>
#include <string>
#include <utility>

using namespace lockstep;

/// The length of the UTF-8 sequence at the front of \p Text, which is not
/// empty; 0 when it is malformed or a control character (also U+0080 to U+009F,
/// on which terminals act too) or one that hides or reorders text.
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
  if (Lead == 0xc2)
    return uint8_t(Text[1]) < 0xa0 ? 0 : Length;
  std::string_view Sequence = Text.substr(0, 3);
  bool Hides = (Sequence >= "\xe2\x80\x8b" && Sequence <= "\xe2\x80\x8f") ||
               (Sequence >= "\xe2\x80\xa8" && Sequence <= "\xe2\x80\xae") ||
               (Sequence >= "\xe2\x81\xa0" && Sequence <= "\xe2\x81\xaf") ||
               Sequence == "\xef\xbb\xbf";
  return Hides ? 0 : Length;
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

const char *lockstep::threadStateName(ThreadState State) {
  constexpr const char *Names[] = {"Running", "Runnable", "Waiting", "Spinning",
                                   "Finished"};
  static_assert(std::size(Names) == ThreadStateCount);
  return Names[unsigned(State)];
}

const char *lockstep::stackRoleName(StackRole Role) {
  constexpr const char *Names[] = {"Failure", "Creation", "Access",
                                   "Allocation", "Free"};
  static_assert(std::size(Names) == StackRoleCount);
  return Names[unsigned(Role)];
}

uint64_t lockstep::hashDecisions(const std::vector<Decision> &Decisions) {
  uint64_t Hash = 0;
  std::string Bytes;
  for (const Decision &What : Decisions) {
    Bytes.clear();
    appendFixed(Bytes, Hash, 8);
    appendFixed(Bytes, What.Thread, 2);
    appendFixed(Bytes, uint8_t(What.Kind), 1);
    appendFixed(Bytes, What.Flags, 1);
    appendFixed(Bytes, What.Site, 4);
    appendFixed(Bytes, What.Object, 4);
    Hash = hash64(Bytes);
  }
  return Hash;
}

namespace {

/// Writes the fields of one line.
class FieldText {
public:
  explicit FieldText(std::string &Out) : Out(Out) {}

  template <class T> void number(const char *Name, T Value, T Usual = 0) {
    if (Value != Usual)
      field(Name, std::to_string(Value));
  }
  void id(const char *Name, char Letter, uint32_t Value) {
    if (Value != 0xffffffff)
      field(Name, Letter + std::to_string(Value));
  }
  template <class E>
  void word(const char *Name, E Value, const char *(*Text)(E), unsigned) {
    field(Name, Text(Value));
  }
  void text(const char *Name, std::string_view Value) {
    if (Value.empty())
      return;
    std::string Quoted = "\"";
    for (char C : printable(Value))
      Quoted += C == '"' ? std::string("\\x22") : std::string(1, C);
    field(Name, Quoted + "\"");
  }

private:
  void field(const char *Name, const std::string &Value) {
    Out += std::string(" ") + Name + "=" + Value;
  }
  std::string &Out;
};

class TextWriter {
public:
  explicit TextWriter(const Trace &Of) : Of(Of) {}

  std::string write() {
    Out = std::string(TextBegin) + "\n";
    headLines(*this, Of);
    tables();
    char Hash[20];
    snprintf(Hash, sizeof Hash, "%016llx",
             (unsigned long long)hashDecisions(Of.Decisions));
    line(std::string(TextScheduleKey).c_str(), Hash);
    Out += "; " + std::to_string(Of.Decisions.size()) +
           " decisions. Lines can be changed, moved, added and deleted; the "
           "numbers\n; at the front do not matter.\n";
    size_t Next = 0;
    for (size_t I = 0; I < Of.Decisions.size(); ++I) {
      while (Next < Of.Events.size() && Of.Events[Next].Step < I)
        ++Next;
      bool Known = Next < Of.Events.size() && Of.Events[Next].Step == I;
      decision(I, Of.Decisions[I], Known ? &Of.Events[Next] : nullptr);
    }
    outcome();
    return std::move(Out);
  }

  /// \name The lines of the header
  /// @{
  void text(const char *Key, std::string_view Value) {
    // Blanks around a value are no part of it.
    std::string Escaped = printable(Value);
    if (Value.ends_with(' '))
      Escaped.replace(Escaped.size() - 1, 1, "\\x20");
    if (Escaped.starts_with(' '))
      Escaped.replace(0, 1, "\\x20");
    line(Key, Escaped);
  }
  void texts(const char *Key, const std::vector<std::string> &Values) {
    for (const std::string &Value : Values)
      text(Key, Value);
  }
  void number(const char *Key, uint64_t Value) {
    line(Key, std::to_string(Value));
  }
  void integer(const char *Key, int32_t Value) {
    line(Key, std::to_string(Value));
  }
  template <class E>
  void word(const char *Key, E Value, const char *(*Text)(E), unsigned) {
    line(Key, Text(Value));
  }
  void flag(const char *Key, bool Value) { line(Key, Value ? "yes" : "no"); }
  /// @}

private:
  void line(const char *Key, std::string_view Value) {
    Out += std::string("# ") + Key + ": ";
    Out += Value;
    Out += '\n';
  }

  /// "# key: T1 name=value".
  template <class F>
  void entry(const char *Key, const std::string &Id, F Fields) {
    Out += std::string("# ") + Key + ": " + Id;
    FieldText Text(Out);
    Fields(Text);
    Out += '\n';
  }

  void tables() {
    for (size_t I = 0; I < Of.Modules.size(); ++I)
      entry("module", "M" + std::to_string(I),
            [&](FieldText &F) { moduleFields(F, Of.Modules[I]); });
    number("sites", Of.Sites.size());
    for (size_t I = 0; I < Of.Sites.size(); ++I)
      if (Of.Sites[I] != TraceSite())
        entry("site", "S" + std::to_string(I),
              [&](FieldText &F) { placeFields(F, Of.Sites[I]); });
    for (uint32_t Site : Of.SharedSites)
      line("shared-site", "S" + std::to_string(Site));
    for (const RacePair &Pair : Of.KnownRaces)
      line("known-race", "S" + std::to_string(Pair.First.Value) + " S" +
                             std::to_string(Pair.Second.Value));
    for (size_t I = 0; I < Of.Threads.size(); ++I)
      entry("thread", "T" + std::to_string(I),
            [&](FieldText &F) { birthFields(F, Of.Threads[I]); });
    for (size_t I = 0; I < Of.Objects.size(); ++I)
      entry("object", "O" + std::to_string(I),
            [&](FieldText &F) { nameFields(F, Of.Objects[I]); });
  }

  /// What came of the decisions.
  void outcome() {
    for (const Event &What : Of.Events)
      entry("event", std::to_string(What.Step),
            [&](FieldText &F) { eventFields(F, What); });
    for (size_t I = 0; I < Of.Ends.size(); ++I)
      entry("end", "T" + std::to_string(I),
            [&](FieldText &F) { standFields(F, Of.Ends[I]); });
    for (size_t I = 0; I < Of.Accesses.size(); ++I)
      entry("access", "A" + std::to_string(I),
            [&](FieldText &F) { accessFields(F, Of.Accesses[I]); });
    for (size_t I = 0; I < Of.Holds.size(); ++I)
      entry("hold", "H" + std::to_string(I),
            [&](FieldText &F) { holdFields(F, Of.Holds[I]); });
    for (size_t I = 0; I < Of.Frames.size(); ++I)
      entry("frame", "F" + std::to_string(I),
            [&](FieldText &F) { frameFields(F, Of.Frames[I]); });
    for (size_t I = 0; I < Of.Stacks.size(); ++I)
      entry("stack", "K" + std::to_string(I),
            [&](FieldText &F) { stackFields(F, Of.Stacks[I]); });
    fields("block", [&](FieldText &F) { blockFields(F, Of.Memory); });
    fields("failure", [&](FieldText &F) { failureFields(F, Of); });
  }

  /// "# key: name=value", unless all is as usual.
  template <class F> void fields(const char *Key, F Fill) {
    std::string Out;
    FieldText Text(Out);
    Fill(Text);
    if (!Out.empty())
      line(Key, std::string_view(Out).substr(1));
  }

  void decision(size_t I, const Decision &What, const Event *Known) {
    Out += std::to_string(I) + " T" + std::to_string(What.Thread) + " ";
    FieldText Odd(Out);
    if (What.isValue()) {
      Out += "value " + reasonName(What.reason()) + " " +
             std::to_string(What.choice()) + " of " +
             std::to_string(What.bound());
      Odd.number("flags", What.Flags & 13u);
      if (What.Kind != OpKind::None)
        Odd.word("kind", What.Kind, operationName, OpKindCount);
      Out += '\n';
      return;
    }
    Out += operationName(What.Kind);
    if (What.Object != ObjectId::InvalidValue)
      Out += " O" + std::to_string(What.Object);
    if (What.Site != SiteId::InvalidValue)
      Out += " S" + std::to_string(What.Site);
    if (What.timedOut())
      Out += " timed-out";
    Odd.number("flags", What.Flags & ~3u);
    if (std::string Comment = comment(What, Known); !Comment.empty())
      Out += " ;" + printable(Comment);
    Out += '\n';
  }

  /// " n: 0 -> 1 at b.c:4:5 in add".
  std::string comment(const Decision &What, const Event *Known) const {
    std::string Text;
    if (What.Object < Of.Objects.size() &&
        !Of.Objects[What.Object].Name.empty())
      Text += " " + Of.Objects[What.Object].Name;
    bool Read = Known && Known->Flags & EventHasValue && Known->Size;
    if (Read)
      Text += ": " + std::to_string(Known->Value);
    if (Known && Known->Flags & EventHasWritten)
      Text += (Read ? " -> " : " = ") + std::to_string(Known->Written);
    bool HasCaller = Known && Known->Caller.isValid();
    std::string Place = place(HasCaller ? Known->Caller.Value : What.Site);
    if (!Place.empty())
      Text += " at " + Place;
    return Text;
  }

  std::string place(uint32_t Site) const {
    if (Site >= Of.Sites.size())
      return "";
    const TraceSite &Place = Of.Sites[Site];
    if (!Place.File.empty())
      return Place.File + ":" + std::to_string(Place.Line) +
             (Place.Column ? ":" + std::to_string(Place.Column) : "") +
             (Place.Function.empty() ? "" : " in " + Place.Function);
    if (Place.Module >= Of.Modules.size())
      return "";
    char Offset[20];
    snprintf(Offset, sizeof Offset, "+0x%llx",
             (unsigned long long)Place.Offset);
    return Of.Modules[Place.Module].Path + Offset;
  }

  const Trace &Of;
  std::string Out;
};

} // namespace

std::string lockstep::reasonName(ValueReason Reason) {
  if (unsigned(Reason) < ValueReasonCount)
    return valueInfo(Reason).Name;
  return "reason" + std::to_string(unsigned(Reason));
}

std::string lockstep::traceToText(const Trace &Of) {
  return TextWriter(Of).write();
}
