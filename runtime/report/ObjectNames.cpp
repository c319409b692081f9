//===- ObjectNames.cpp - What a report calls an object --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ObjectNames.h"

#include "report/MemberPath.h"
#include "report/Messages.h"
#include "report/Places.h"
#include "report/Text.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

using namespace lockstep;

namespace {
/// How an object without a name is called.
struct KindWords {
  const char *Letters; ///< before a number: "m1"
  const char *Word;    ///< before a place: "mutex@bank.cpp:12"
};
} // namespace

static KindWords wordsFor(ObjectKind Kind) {
  switch (Kind) {
  case ObjectKind::Memory:
    return {"v", nullptr};
  case ObjectKind::Mutex:
    return {"m", "mutex"};
  case ObjectKind::Condition:
    return {"c", "condition"};
  case ObjectKind::RwLock:
    return {"rw", "rwlock"};
  case ObjectKind::SpinLock:
    return {"s", "spinlock"};
  case ObjectKind::Barrier:
    return {"b", "barrier"};
  case ObjectKind::Once:
    return {"o", "once"};
  case ObjectKind::Guard:
    return {"g", "guard"};
  case ObjectKind::Semaphore:
    return {"sem", "semaphore"};
  case ObjectKind::Futex:
    return {"f", "futex"};
  case ObjectKind::Queue:
    return {"q", "queue"};
  case ObjectKind::Descriptor:
    return {"d", "descriptor"};
  case ObjectKind::None: // known by annotations alone
    return {"l", nullptr};
  default:
    return {"x", "object"};
  }
}

/// Of the objects without a kind, sentences name those that are locks.
static const char *kindText(ObjectKind Kind) {
  return Kind == ObjectKind::None ? "lock" : objectKindText(Kind);
}

/// Whether \p Name, which a trace gives, was made of a number: "m1", "lock#2".
static bool isNumberedName(std::string_view Name, ObjectKind Kind) {
  std::string_view Start =
      Name.substr(0, Name.find_last_not_of("0123456789") + 1);
  return Start.size() < Name.size() &&
         (Start.ends_with('#') || Start == wordsFor(Kind).Letters);
}

/// Whether \p Name says where an object of this kind was first used.
static bool isPlaceName(std::string_view Name, ObjectKind Kind) {
  const char *Word = wordsFor(Kind).Word;
  return Word && Name.starts_with(std::string(Word) + "@");
}

ObjectNames::ObjectNames(const ExecutionRecord &Record, Symbolizer &Symbols)
    : Record(Record), Entries(Record.Objects.size()) {
  for (size_t I = 0; I < Entries.size(); ++I) {
    const ObjectRecord &Object = Record.Objects[I];
    Entries[I] = {escapeText(Object.Name), NoEvent};
    Entries[I].Numbered = isNumberedName(Object.Name, Object.Kind);
  }
  findUses(Record);
  takeMembers(Record, Symbols);
  takeExpressions(Record, Symbols);
  describeTheRest(Record, Symbols);
  numberTheRest();
  tellApart();
}

/// "accounts[1].lock"; "counter+4" where the variable's inside is not known.
static std::string nameOf(const SourceVariable &Variable, uint64_t Size) {
  return escapeText(Variable.Name +
                    memberPath(Variable.Layout, Variable.Offset, Size));
}

/// Whether \p Expression has an identifier as only the implementation of the
/// language may use them ("__mutex", "this->_M_mutex"): that names nothing to
/// the reader of a report.
static bool isImplementers(std::string_view Expression) {
  bool InWord = false;
  for (size_t I = 0; I < Expression.size(); ++I) {
    char C = Expression[I];
    bool IsUpper = I + 1 < Expression.size() && Expression[I + 1] >= 'A' &&
                   Expression[I + 1] <= 'Z';
    if (!InWord && C == '_' &&
        (IsUpper || Expression.substr(I).starts_with("__")))
      return true;
    InWord = C == '_' || (C >= '0' && C <= '9') || (C >= 'a' && C <= 'z') ||
             (C >= 'A' && C <= 'Z');
  }
  return false;
}

namespace {
/// Relates source expressions and the objects they were seen to denote.
class Expressions {
public:
  explicit Expressions(const ExecutionRecord &Record)
      : OfObject(Record.Objects.size(), None),
        FieldOfObject(Record.Objects.size(), None) {
    for (const TraceSite &Site : Record.Schedule.Sites) {
      std::string_view Variable = Site.Variable;
      bool IsName = !Variable.empty() && !isImplementers(Variable);
      OfSite.push_back(IsName ? idOf(Variable) : None);
      FieldOfSite.push_back(IsName ? idOf(fieldOf(Variable)) : None);
    }
    OwnerOf.assign(Texts.size(), None);
  }

  void see(SiteId Site, uint32_t Object) {
    if (Site.index() >= OfSite.size() || OfSite[Site.index()] == None)
      return;
    uint32_t Expression = OfSite[Site.index()];
    if (OfObject[Object] != Expression)
      Seen.emplace_back(Object, Expression);
    merge(OfObject[Object], Expression);
    merge(OwnerOf[Expression], Object);
    if (uint32_t Field = FieldOfSite[Site.index()]; Field != None)
      merge(FieldOfObject[Object], Field);
  }

  /// The expression that always and only denotes \p Object, or empty.
  std::string_view nameOf(uint32_t Object) const {
    uint32_t Expression = OfObject[Object];
    bool Unique = Expression < Texts.size() && OwnerOf[Expression] == Object;
    return Unique ? Texts[Expression] : std::string_view();
  }
  /// The expression that always denotes \p Object, when what else it denotes is
  /// never called otherwise: "node->next" of several nodes. Empty when there is
  /// none.
  std::string_view sharedNameOf(uint32_t Object) const {
    uint32_t Expression = OfObject[Object];
    return Expression < Texts.size() && !IsMixed[Expression]
               ? Texts[Expression]
               : std::string_view();
  }
  /// To be called once all is seen.
  void finish() {
    IsMixed.assign(Texts.size(), false);
    for (auto [Object, Expression] : Seen)
      if (OfObject[Object] == Several)
        IsMixed[Expression] = true;
  }
  /// The field that \p Object is, by all expressions that denote it: "lock" for
  /// what is "from->lock" here and "to->lock" there. Empty when there is none.
  std::string_view fieldOf(uint32_t Object) const {
    uint32_t Field = FieldOfObject[Object];
    return Field < Texts.size() ? Texts[Field] : std::string_view();
  }

private:
  static constexpr uint32_t None = 0xffffffff, Several = 0xfffffffe;
  uint32_t idOf(std::string_view Text) {
    auto [Entry, IsNew] = Ids.try_emplace(Text, uint32_t(Texts.size()));
    if (IsNew)
      Texts.push_back(Text);
    return Text.empty() ? None : Entry->second;
  }
  /// What follows the last "." or "->"; all, when there is none and it is more
  /// than what a pointer points to.
  static std::string_view fieldOf(std::string_view Expression) {
    size_t Last = Expression.find_last_of(".>");
    if (Last != Expression.npos)
      return Expression.substr(Last + 1);
    return Expression.starts_with('*') ? std::string_view() : Expression;
  }
  static void merge(uint32_t &Known, uint32_t Seen) {
    Known = Known == None || Known == Seen ? Seen : Several;
  }

  std::unordered_map<std::string_view, uint32_t> Ids;
  std::vector<std::string_view> Texts;
  std::vector<uint32_t> OfSite, OfObject, OwnerOf;
  std::vector<uint32_t> FieldOfSite, FieldOfObject;
  std::vector<std::pair<uint32_t, uint32_t>> Seen; ///< object and expression
  std::vector<bool> IsMixed;                       ///< by expression
};
} // namespace

/// What objects that share their expressions are called together.
static std::string groupOf(const Expressions &Known, uint32_t Object,
                           ObjectKind Kind) {
  std::string_view Shared = Known.sharedNameOf(Object);
  // What a pointer points to says less of a lock than where it was used first;
  // memory has nothing better.
  bool SaysEnough = !Shared.starts_with('*') || Kind == ObjectKind::Memory;
  return escapeText(!Shared.empty() && SaysEnough ? Shared
                                                  : Known.fieldOf(Object));
}

void ObjectNames::findUses(const ExecutionRecord &Record) {
  for (size_t I = 0; I < Record.Schedule.Events.size(); ++I) {
    const Event &E = Record.Schedule.Events[I];
    for (ObjectId Used : {E.Object, E.Second})
      if (Used.index() < Entries.size())
        Entries[Used.index()].FirstUse =
            std::min(Entries[Used.index()].FirstUse, I);
    if (E.Object.index() >= Entries.size() || E.Size == 0)
      continue;
    uint64_t &Size = Entries[E.Object.index()].Size;
    Size = Size ? std::min<uint64_t>(Size, E.Size) : E.Size;
  }
}

void ObjectNames::takeMembers(const ExecutionRecord &Record,
                              Symbolizer &Symbols) {
  for (size_t I = 0; I < Entries.size(); ++I) {
    const ObjectRecord &Object = Record.Objects[I];
    if (!Entries[I].Text.empty() || Object.Kind == ObjectKind::Thread ||
        !Object.Address)
      continue;
    SourceVariable Variable = Symbols.variable(Object.Address);
    if (!Variable.Name.empty() && !Variable.Layout.empty())
      Entries[I].Text = nameOf(Variable, Entries[I].Size);
  }
}

void ObjectNames::takeExpressions(const ExecutionRecord &Record,
                                  Symbolizer &Symbols) {
  Expressions Known(Record);
  for (const Event &E : Record.Schedule.Events)
    if (E.Object.index() < Entries.size())
      Known.see(E.Site, E.Object.index());
  // A thread that waits at the end has used its object, but left no event.
  for (const ThreadRecord &Thread : Record.Threads)
    if (Thread.State != ThreadState::Finished &&
        Thread.Pending.Object.index() < Entries.size())
      Known.see(Thread.Pending.Site, Thread.Pending.Object.index());
  Known.finish();
  std::unordered_set<std::string> Given;
  for (const Entry &E : Entries)
    Given.insert(E.Text);
  for (uint32_t I = 0; I < Entries.size(); ++I)
    if (std::string_view Name = Known.nameOf(I);
        !Name.empty() && Entries[I].Text.empty() &&
        !Given.count(escapeText(Name)) &&
        // A thread is named by its number; what a pointer points to, by the
        // variable that is there, when there is one.
        Record.Objects[I].Kind != ObjectKind::Thread &&
        (Name.front() != '*' ||
         Symbols.variable(Record.Objects[I].Address).Name.empty()))
      Entries[I].Text = escapeText(Name);
  for (uint32_t I = 0; I < Entries.size(); ++I)
    Entries[I].Group = groupOf(Known, I, Record.Objects[I].Kind);
}

/// Where an object was first used: by an event, else by a thread that waits for
/// it.
static Place placeOfUse(const ExecutionRecord &Record, Places &Where,
                        size_t FirstUse, uint32_t Object) {
  if (FirstUse != NoEvent) {
    const Event &E = Record.Schedule.Events[FirstUse];
    return Where.find(E.Site, E.Stack);
  }
  for (const ThreadRecord &Thread : Record.Threads)
    if (Thread.State != ThreadState::Finished &&
        Thread.Pending.Object == ObjectId(Object))
      return Where.find(Thread.Pending.Site, Thread.Where);
  return {};
}

void ObjectNames::describeTheRest(const ExecutionRecord &Record,
                                  Symbolizer &Symbols) {
  Places Where(Record, Symbols);
  for (uint32_t I = 0; I < Entries.size(); ++I) {
    const ObjectRecord &Object = Record.Objects[I];
    if (!Entries[I].Text.empty())
      continue;
    if (Object.Kind == ObjectKind::Thread) {
      Entries[I].Text = messages::threadTag(Object.Target);
      continue;
    }
    SourceVariable Variable;
    if (Object.Address)
      Variable = Symbols.variable(Object.Address);
    if (!Variable.Name.empty()) {
      Entries[I].Text = nameOf(Variable, Entries[I].Size);
      continue;
    }
    const char *Word = wordsFor(Object.Kind).Word;
    if (!Word || !Entries[I].Group.empty())
      continue;
    Place At = placeOfUse(Record, Where, Entries[I].FirstUse, I);
    if (At.Line && !isLibraryFile(At.File))
      Entries[I].Group = std::string(Word) + "@" +
                         std::string(baseName(At.File)) + ":" +
                         std::to_string(At.Line);
  }
}

void ObjectNames::numberTheRest() {
  std::unordered_map<std::string, unsigned> Members, Last;
  for (const Entry &Each : Entries)
    if (Each.Text.empty())
      ++Members[Each.Group];
  for (size_t I = 0; I < Entries.size(); ++I) {
    Entry &Each = Entries[I];
    if (!Each.Text.empty())
      continue;
    std::string Start = Each.Group.empty()
                            ? wordsFor(Record.Objects[I].Kind).Letters
                            : Each.Group + "#";
    if (!Each.Group.empty() && Members[Each.Group] == 1) {
      Each.Text = Each.Group;
      continue;
    }
    Each.Text = Start + std::to_string(++Last[Start]);
    Each.Numbered = true;
  }
}

void ObjectNames::tellApart() {
  std::unordered_set<std::string> Taken;
  for (size_t I = 0; I < Entries.size(); ++I) {
    // The numbers of threads are unique, and what else they are called by. A
    // lock that annotations tell of has the name of the memory that it is.
    if (Record.Objects[I].Kind == ObjectKind::Thread ||
        Record.Objects[I].Kind == ObjectKind::None)
      continue;
    const std::string Name = Entries[I].Text;
    for (unsigned Number = 2; !Taken.insert(Entries[I].Text).second; ++Number)
      Entries[I].Text = Name + "#" + std::to_string(Number);
  }
}

ObjectNames::Entry *ObjectNames::find(ObjectId Object) {
  if (Object.index() >= Entries.size())
    return nullptr;
  Entries[Object.index()].Used = true;
  return &Entries[Object.index()];
}

std::string ObjectNames::shortName(ObjectId Object) {
  Entry *Found = find(Object);
  return Found ? Found->Text : messages::unknownObject(Object);
}

std::string ObjectNames::longName(ObjectId Object) {
  Entry *Found = find(Object);
  if (!Found)
    return messages::unknownObject(Object);
  ObjectKind Kind = Record.Objects[Object.index()].Kind;
  if (isPlaceName(Found->Text, Kind))
    return Found->Text;
  if (Kind == ObjectKind::Thread || Found->Numbered)
    return std::string(kindText(Kind)) + " " + Found->Text;
  std::string Quoted = "'" + Found->Text + "'";
  return Kind == ObjectKind::Memory
             ? Quoted
             : std::string(kindText(Kind)) + " " + Quoted;
}

std::vector<ObjectId> ObjectNames::numberedInUse() const {
  std::vector<ObjectId> Objects;
  for (size_t I = 0; I < Entries.size(); ++I)
    if (Entries[I].Numbered && Entries[I].Used)
      Objects.push_back(ObjectId(uint32_t(I)));
  return Objects;
}

size_t ObjectNames::firstUse(ObjectId Object) const {
  return Object.index() < Entries.size() ? Entries[Object.index()].FirstUse
                                         : NoEvent;
}
