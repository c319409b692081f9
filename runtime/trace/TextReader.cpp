//===- TextReader.cpp - From a trace's text form to a trace ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Limits.h"
#include "trace/Text.h"
#include "trace/TextFields.h"
#include "trace/TextLine.h"

#include <unordered_map>

using namespace lockstep;

namespace {

/// Reads the value of a header line whose key is known: of all that are named,
/// the one that it is.
class HeadWords {
public:
  HeadWords(TextLine &Line, std::string_view Key) : Line(Line), Key(Key) {}

  void text(const char *Name, std::string &Value) {
    if (is(Name))
      Value = Line.unescape(Line.rest());
  }
  void texts(const char *Name, std::vector<std::string> &Values) {
    if (is(Name))
      Values.push_back(Line.unescape(Line.rest()));
  }
  template <std::unsigned_integral T> void number(const char *Name, T &Value) {
    if (is(Name))
      Value = T(Line.number(Line.rest(), std::numeric_limits<T>::max(), Name));
  }
  void integer(const char *Name, int32_t &Value) {
    if (!is(Name))
      return;
    std::string_view Word = Line.rest();
    bool Negative = Word.starts_with('-');
    uint64_t Size = Line.number(Word.substr(Negative),
                                (uint64_t(1) << 31) - !Negative, Name);
    Value = int32_t(Negative ? -int64_t(Size) : int64_t(Size));
  }
  template <class E>
  void word(const char *Name, E &Value, const char *(*Text)(E),
            unsigned Count) {
    if (is(Name))
      Value = Line.enumerator(Line.rest(), Text, Count, Name);
  }
  void flag(const char *Name, bool &Value) {
    if (!is(Name))
      return;
    std::string_view Word = Line.rest();
    Value = Word == "yes";
    if (!Value && Word != "no")
      Line.unknown(Word, Name, {"yes", "no"});
  }

  /// Whether the key was one of those named.
  bool found() const { return Found; }
  const std::vector<std::string_view> &names() const { return Names; }

private:
  bool is(std::string_view Name) {
    Names.push_back(Name);
    Found |= Key == Name;
    return Key == Name;
  }
  TextLine &Line;
  std::string_view Key;
  std::vector<std::string_view> Names;
  bool Found = false;
};

class TextReader {
public:
  explicit TextReader(std::string_view Text) : Text(Text) {
    for (unsigned I = 0; I < OpKindCount; ++I)
      Kinds.emplace(operationName(OpKind(I)), OpKind(I));
  }

  Result<AssembledTrace> read() {
    std::string_view First = Text.substr(0, Text.find('\n'));
    if (First.substr(0, First.find_last_not_of(" \t\r") + 1) != TextBegin)
      return Error{"line 1, column 1: this is not the text of a trace, which "
                   "begins with '" +
                   std::string(TextBegin) + "'; 'lockstep dump' writes it"};
    for (size_t Begin = First.size() + 1; Begin < Text.size();) {
      size_t End = std::min(Text.find('\n', Begin), Text.size());
      std::string_view Whole = Text.substr(Begin, End - Begin);
      Begin = End + 1;
      ++Number;
      if (Whole.ends_with('\r'))
        Whole.remove_suffix(1);
      line(Whole);
      if (!Problem.empty())
        return Error{"line " + std::to_string(Number) + ", " + Problem};
    }
    return finish();
  }

private:
  void line(std::string_view Whole) {
    std::string_view Start = Whole;
    Start.remove_prefix(std::min(Start.find_first_not_of(" \t"), Start.size()));
    if (Start.empty() || Start[0] == ';')
      return;
    bool IsHeader = Start[0] == '#';
    TextLine Line(Whole, IsHeader ? Start.substr(1) : Start);
    if (IsHeader)
      header(Line);
    else
      decision(Line);
    Problem = Line.problem();
  }

  void header(TextLine &Line) {
    std::string_view Key = Line.word();
    if (!Key.ends_with(':')) {
      Line.fail(Key, "a line of the header is '# key: value'; begin a comment "
                     "with ';'");
      return;
    }
    Key.remove_suffix(1);
    HeadWords Head(Line, Key);
    headLines(Head, Of);
    if (Head.found() || table(Line, Key))
      return;
    std::vector<std::string_view> Names = Head.names();
    for (const char *Name :
         {"module", "sites", "site", "shared-site", "thread", "object",
          "schedule", "event", "end", "failure", "known-race", "access", "hold",
          "frame", "stack", "block"})
      Names.push_back(Name);
    Line.unknown(Key, "the key", Names);
  }

  /// Lines of the tables and of what came of the decisions. \return whether it
  /// is one.
  bool table(TextLine &Line, std::string_view Key) {
    if (Key == "module")
      entry(Line, 'M', Of.Modules, limits::MaxModules,
            [](auto &F, auto &Each) { moduleFields(F, Each); });
    else if (Key == "sites")
      Of.Sites.resize(
          Line.number(Line.rest(), limits::MaxSites, "the number of sites"));
    else if (Key == "site")
      site(Line);
    else if (Key == "shared-site")
      Of.SharedSites.push_back(Line.id(Line.word(), 'S', "the site"));
    else if (Key == "thread")
      entry(Line, 'T', Of.Threads, limits::MaxThreads,
            [](auto &F, auto &Each) { birthFields(F, Each); });
    else if (Key == "object")
      entry(Line, 'O', Of.Objects, limits::MaxObjects,
            [](auto &F, auto &Each) { nameFields(F, Each); });
    else if (Key == TextScheduleKey)
      Recorded = Line.rest();
    else if (Key == "event")
      event(Line);
    else if (Key == "end")
      entry(Line, 'T', Of.Ends, limits::MaxThreads,
            [](auto &F, auto &Each) { standFields(F, Each); });
    else if (Key == "known-race")
      knownRace(Line);
    else if (Key == "access")
      entry(Line, 'A', Of.Accesses, limits::MaxAccesses,
            [](auto &F, auto &Each) { accessFields(F, Each); });
    else if (finding(Line, Key))
      return true;
    else if (Key == "failure")
      fields(Line, [&](FieldWords &F) { failureFields(F, Of); });
    else
      return false;
    return true;
  }

  /// Lines of what the finding is about. \return whether it is one.
  bool finding(TextLine &Line, std::string_view Key) {
    if (Key == "hold")
      entry(Line, 'H', Of.Holds, limits::MaxAccesses,
            [](auto &F, auto &Each) { holdFields(F, Each); });
    else if (Key == "frame")
      entry(Line, 'F', Of.Frames, limits::MaxFrames,
            [](auto &F, auto &Each) { frameFields(F, Each); });
    else if (Key == "stack")
      entry(Line, 'K', Of.Stacks, limits::MaxStacks,
            [](auto &F, auto &Each) { stackFields(F, Each); });
    else if (Key == "block")
      fields(Line, [&](FieldWords &F) { blockFields(F, Of.Memory); });
    else
      return false;
    return true;
  }

  void knownRace(TextLine &Line) {
    SiteId First(Line.id(Line.word(), 'S', "the first site"));
    Of.KnownRaces.push_back(
        {First, SiteId(Line.id(Line.word(), 'S', "the second site"))});
  }

  template <class F> void fields(TextLine &Line, F Read) {
    FieldWords Fields(Line);
    if (Line.failed())
      return;
    Read(Fields);
    if (!Line.failed())
      Fields.finish();
  }

  /// One entry of a list, which is numbered.
  template <class T, class F>
  void entry(TextLine &Line, char Letter, std::vector<T> &List, uint64_t Max,
             F Read) {
    std::string_view Word = Line.word();
    uint32_t Id = Line.id(Word, Letter, "the number");
    if (!Line.failed() && (Id != List.size() || Id >= Max))
      Line.fail(Word, "the entries are numbered; the next is " +
                          std::string(1, Letter) + std::to_string(List.size()));
    if (!Line.failed())
      fields(Line,
             [&](FieldWords &Fields) { Read(Fields, List.emplace_back()); });
  }

  void site(TextLine &Line) {
    std::string_view Word = Line.word();
    uint32_t Id = Line.id(Word, 'S', "the site");
    if (!Line.failed() && Id >= Of.Sites.size())
      Line.fail(Word, "there are " + std::to_string(Of.Sites.size()) +
                          " sites; raise the number in the line '# sites:'");
    if (!Line.failed())
      fields(Line, [&](FieldWords &F) { placeFields(F, Of.Sites[Id]); });
  }

  void event(TextLine &Line) {
    Event &What = Of.Events.emplace_back();
    What.Step = Line.number(Line.word(), limits::MaxDecisions, "the step");
    if (!Line.failed())
      fields(Line, [&](FieldWords &F) { eventFields(F, What); });
  }

  void decision(TextLine &Line) {
    if (Of.Decisions.size() >= limits::MaxDecisions) {
      Line.fail(Line.word(), "these are more decisions than the limit of " +
                                 std::to_string(limits::MaxDecisions));
      return;
    }
    Decision What;
    std::string_view Word = Line.word();
    if (!Word.empty() && Word[0] >= '0' && Word[0] <= '9') {
      Line.number(Word, ~uint64_t(0), "the number of the decision");
      Word = Line.word();
    }
    uint32_t Thread = Line.id(Word, 'T', "the thread");
    if (!Line.failed() && Thread >= limits::MaxThreads)
      Line.fail(Word, "threads are numbered below " +
                          std::to_string(limits::MaxThreads));
    What.Thread = uint16_t(Thread);
    Word = Line.word();
    if (!Line.failed() && Word == "value")
      value(Line, What);
    else if (!Line.failed())
      operation(Line, Word, What);
    Of.Decisions.push_back(What);
    Numbers.push_back(Number);
  }

  OpKind kind(TextLine &Line, std::string_view Word) {
    if (auto Known = Kinds.find(Word); Known != Kinds.end())
      return Known->second;
    std::vector<std::string_view> Names = {"value"};
    for (auto &[Name, Kind] : Kinds)
      Names.push_back(Name);
    Line.unknown(Word, "the operation", Names);
    return OpKind::None;
  }

  void operation(TextLine &Line, std::string_view Word, Decision &What) {
    What.Kind = kind(Line, Word);
    while (!Line.failed() && !(Word = Line.word()).empty()) {
      bool IsObject = Word[0] == 'O', IsSite = Word[0] == 'S';
      uint32_t &Field = IsObject ? What.Object : What.Site;
      if (IsObject || IsSite) {
        if (Field != 0xffffffff)
          Line.fail(Word, "there is one already; remove one of them");
        Field = Line.id(Word, Word[0], IsObject ? "the object" : "the site");
      } else if (Word == "timed-out") {
        What.Flags |= DecisionTimedOut;
      } else if (Word.starts_with("flags=")) {
        What.Flags |= uint8_t(Line.number(Word.substr(6), 255, "flags")) &
                      ~uint8_t(DecisionIsValue);
      } else {
        Line.fail(Word, "an object (O0), a site (S0), 'timed-out' or a comment "
                        "behind ';' is expected here");
      }
    }
  }

  void value(TextLine &Line, Decision &What) {
    constexpr unsigned Reasons = 16; // that have room in a decision
    std::string_view Word = Line.word();
    unsigned Reason = 0;
    while (Reason < Reasons && Word != reasonName(ValueReason(Reason)))
      ++Reason;
    if (Reason == Reasons) {
      std::vector<std::string_view> Known;
      for (unsigned I = 0; I < ValueReasonCount; ++I)
        Known.push_back(valueInfo(ValueReason(I)).Name);
      Line.unknown(Word, "the reason", Known);
      return;
    }
    What.Site = uint32_t(Line.number(Line.word(), UINT32_MAX, "the choice"));
    if (Word = Line.word(); !Line.failed() && Word != "of")
      Line.fail(Word, "'of' and the bound are expected here, such as '0 of 2'");
    What.Object = uint32_t(Line.number(Line.word(), UINT32_MAX, "the bound"));
    What.Flags = uint8_t(DecisionIsValue | Reason << 4);
    if (Line.failed())
      return;
    uint8_t Odd = 0;
    fields(Line, [&](FieldWords &F) {
      F.number("flags", Odd);
      F.word("kind", What.Kind, operationName, OpKindCount);
    });
    What.Flags |= Odd & 13;
  }

  Result<AssembledTrace> finish() {
    char Hash[20];
    snprintf(Hash, sizeof Hash, "%016llx",
             (unsigned long long)hashDecisions(Of.Decisions));
    AssembledTrace Out;
    Out.Edited = Recorded != Hash;
    if (Out.Edited) {
      Of.Events.clear();
      Of.Ends.clear();
      Of.Culprit = ThreadId();
      Of.FailedObject = ObjectId();
      Of.FailedSite = Of.FailedCaller = SiteId();
      Of.Memory = BlockUse();
      Of.Holds.clear();
      Of.Frames.clear();
      Of.Stacks.clear();
      Of.Summary.clear();
      check();
    }
    completeEvents();
    if (!Problem.empty())
      return Error{std::move(Problem)};
    Out.Made = std::move(Of);
    return Out;
  }

  /// An event takes from its decision what the text does not repeat.
  void completeEvents() {
    for (Event &What : Of.Events) {
      if (What.Step >= Of.Decisions.size() ||
          Of.Decisions[What.Step].isValue()) {
        Problem = "line 1, column 1: the event of step " +
                  std::to_string(What.Step) +
                  " has no decision; remove its line '# event:'";
        return;
      }
      const Decision &Led = Of.Decisions[What.Step];
      What.Thread = Led.thread();
      What.Kind = Led.Kind;
      What.Site = SiteId(Led.Site);
      What.Object = ObjectId(Led.Object);
    }
  }

  /// Whether what the decisions name exists, and threads act only once they
  /// are born.
  void check() {
    std::vector<uint32_t> Created(Of.Threads.size());
    for (size_t I = 0; I < Of.Decisions.size() && Problem.empty(); ++I) {
      const Decision &What = Of.Decisions[I];
      exists(I, 'T', "thread", What.Thread, Of.Threads.size());
      if (!Problem.empty())
        return;
      const TraceThread &Thread = Of.Threads[What.Thread];
      if (What.Thread && (Thread.Parent >= Created.size() ||
                          Created[Thread.Parent] <= Thread.BirthOrder))
        wrong(I, "T" + std::to_string(What.Thread),
              "the thread acts before its parent creates it; move the line "
              "behind the ThreadCreate");
      if (What.isValue()) {
        if (What.choice() >= What.bound() || What.bound() < 2)
          wrong(I, "value", "the choice is not below the bound; lower it");
        continue;
      }
      if (What.Object != ObjectId::InvalidValue)
        exists(I, 'O', "object", What.Object, Of.Objects.size());
      if (What.Site != SiteId::InvalidValue)
        exists(I, 'S', "site", What.Site, Of.Sites.size());
      Created[What.Thread] += What.Kind == OpKind::ThreadCreate;
    }
  }

  void exists(size_t I, char Letter, const char *What, uint32_t Id,
              size_t Count) {
    if (Id < Count)
      return;
    std::string Known =
        Count ? std::string("the last is ") + Letter + std::to_string(Count - 1)
              : std::string("there is none");
    wrong(I, Letter + std::to_string(Id),
          std::string("there is no such ") + What + "; " + Known);
  }

  /// Notes what is wrong with the word \p Word in the line of decision \p I.
  void wrong(size_t I, const std::string &Word, const std::string &Why) {
    if (!Problem.empty())
      return;
    size_t Begin = 0;
    for (uint64_t Skip = Numbers[I]; Skip > 1; --Skip)
      Begin = Text.find('\n', Begin) + 1;
    std::string_view Line = Text.substr(Begin);
    Line = Line.substr(0, Line.find('\n'));
    size_t Column =
        std::min((" " + std::string(Line) + " ").find(" " + Word), Line.size());
    Problem = "line " + std::to_string(Numbers[I]) + ", column " +
              std::to_string(Column + 1) + ": " + Word + ": " + Why;
  }

  std::string_view Text;
  Trace Of;
  std::unordered_map<std::string_view, OpKind> Kinds;
  std::string_view Recorded;     ///< the hash of the decisions, when written
  std::vector<uint64_t> Numbers; ///< by decision: its line
  uint64_t Number = 1;
  std::string Problem;
};

} // namespace

Result<AssembledTrace> lockstep::traceFromText(std::string_view Text) {
  return TextReader(Text).read();
}
