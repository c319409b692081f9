//===- RecordBuilder.cpp - From what an execution wrote down to a record --===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/RecordBuilder.h"

#include "interceptors/Loader.h"
#include "lockstep/site.h"
#include "platform/Demangle.h"
#include "preload/SanitizerWatch.h"

#include <algorithm>
#include <cstring>
#include <unistd.h>

using namespace lockstep;

namespace {

uint32_t indexOf(const std::vector<ProcessModule> &Modules, uint64_t Address) {
  for (uint32_t I = 0; I < Modules.size(); ++I)
    if (Address >= Modules[I].Begin && Address < Modules[I].End)
      return I;
  return 0xffffffff;
}

TraceSite describe(const lockstep_site &Record, uint32_t Module) {
  TraceSite Site;
  Site.Kind = OpKind(Record.kind);
  Site.Module = Module;
  Site.File = lockstep_site_string(&Record.file);
  Site.Line = Record.line;
  Site.Column = Record.column;
  Site.Function = demangle(lockstep_site_string(&Record.function));
  Site.Variable = lockstep_site_string(&Record.variable);
  return Site;
}

/// Fills in Trace::Sites: those that decisions and events name.
class SiteTable {
public:
  SiteTable(Trace &To, const SiteRegistry &Sites, ExecutionArea &Area,
            const std::vector<ProcessModule> &Loaded)
      : To(To), Sites(Sites), Area(Area), Loaded(Loaded) {
    Instrumented = Sites.siteCount();
  }

  /// Describes the site \p Id, once. \returns its id in the trace.
  uint32_t add(uint32_t Id) {
    if (Id == SiteId::InvalidValue)
      return Id;
    uint32_t InTrace = siteToTrace(Id, Instrumented);
    if (InTrace >= To.Sites.size())
      To.Sites.resize(InTrace + 1);
    TraceSite &Slot = To.Sites[InTrace];
    if (Slot.Module != 0xffffffff)
      return InTrace;
    if (Id >= FirstPlace)
      addPlace(Slot, Id - FirstPlace);
    else
      addInstrumented(Slot, SiteId(Id));
    return InTrace;
  }

private:
  void addInstrumented(TraceSite &Slot, SiteId Id) {
    const auto &Modules = Sites.modules();
    for (uint32_t I = 0; I < Modules.size(); ++I)
      if (Id.index() - Modules[I].FirstSite < Modules[I].SiteCount)
        Slot = describe(*Sites.record(Id), I);
  }
  void addPlace(TraceSite &Slot, uint32_t Place) {
    if (Place >= Area.PlaceCount)
      return;
    uint32_t Module = indexOf(Loaded, Area.Places[Place]);
    if (Module == 0xffffffff)
      return;
    Slot.Module = moduleInTrace(Loaded[Module]);
    Slot.Offset = Area.Places[Place] - Loaded[Module].Base;
  }
  /// Modules without instrumented sites come after those that have some.
  uint32_t moduleInTrace(const ProcessModule &Of) {
    for (uint32_t I = 0; I < To.Modules.size(); ++I)
      if (To.Modules[I].Path == Of.Path)
        return I;
    To.Modules.push_back({Of.Path, Of.BuildId, 0});
    return uint32_t(To.Modules.size() - 1);
  }

  Trace &To;
  const SiteRegistry &Sites;
  ExecutionArea &Area;
  const std::vector<ProcessModule> &Loaded;
  uint32_t Instrumented;
};

void addThreads(ExecutionRecord &To, const ExecutionArea &Area) {
  std::vector<uint32_t> Children(Area.ThreadCount);
  for (uint32_t I = 0; I < Area.ThreadCount; ++I) {
    const AreaThread &From = Area.Threads[I];
    To.Threads.push_back({From.Parent, From.Name, ThreadState(From.State),
                          From.Detached != 0, From.Created, From.Where,
                          From.Pending});
    TraceThread Short;
    Short.Parent = From.Parent.Value;
    if (From.Parent.isValid())
      Short.BirthOrder = Children[From.Parent.index()]++;
    Short.Name = From.Name;
    To.Schedule.Threads.push_back(Short);
  }
}

TraceThreadEnd endOf(const ThreadRecord &Thread) {
  if (Thread.State == ThreadState::Finished)
    return {};
  const Operation &Op = Thread.Pending;
  return {Thread.State, Op.Kind, Op.Site, Op.Object, Op.Second};
}

void addObjects(ExecutionRecord &To, const ExecutionArea &Area) {
  for (uint32_t I = 0; I < Area.ObjectCount; ++I) {
    const AreaObject &From = Area.Objects[I];
    ObjectRecord Object;
    Object.Kind = From.Kind;
    Object.Address = From.Address;
    if (From.Address == loaderLockAddress())
      Object.Name = "dynamic loader";
    Object.HeldOutside = From.HeldOutside;
    Object.Target = From.Target;
    Object.Count = From.Count;
    Object.Capacity = From.Capacity;
    Object.Holders.assign(From.Holders, From.Holders + From.HolderCount);
    To.Objects.push_back(std::move(Object));
    To.Schedule.Objects.push_back({From.Kind, {}});
  }
}

void addAccesses(ExecutionRecord &To, const ExecutionArea &Area,
                 SiteTable &Sites) {
  auto Add = [&](const AreaAccess &From) {
    auto Index = uint32_t(To.Schedule.Accesses.size());
    To.Schedule.Accesses.push_back(From.What);
    SiteId &Site = To.Schedule.Accesses.back().Site;
    Site = SiteId(Sites.add(Site.Value));
    for (uint32_t I = 0; I < From.HoldCount; ++I) {
      To.Schedule.Holds.push_back(From.Holds[I]);
      To.Schedule.Holds.back().Access = Index;
    }
  };
  Add(Area.Race.Earlier);
  Add(Area.Race.Later);
  for (uint32_t I = 0; I < std::min(Area.AccessCount, AreaLimits::Accesses);
       ++I)
    Add(Area.Accesses[I]);
}

/// "std::runtime_error: money lost", from the mangled name of the type and what
/// the terminate handlers of libstdc++ and libc++abi print.
std::string describeException(const std::string &Mangled,
                              const std::string &Output) {
  constexpr std::string_view Prefix = "typeinfo for ";
  std::string Type = demangle(("_ZTI" + Mangled).c_str());
  Type = Type.starts_with(Prefix) ? Type.substr(Prefix.size()) : Mangled;
  for (const std::string &Mark :
       {std::string("  what():  "), " exception of type " + Type + ": "}) {
    size_t At = Output.rfind(Mark);
    if (At == std::string::npos)
      continue;
    At += Mark.size();
    return Type + ": " + Output.substr(At, Output.find('\n', At) - At);
  }
  return Type;
}

/// An execution that was killed wrote no lists of threads and objects; what its
/// decisions name must be there all the same.
void completeLists(Trace &Schedule) {
  if (Schedule.Threads.empty())
    Schedule.Threads.emplace_back();
  std::vector<uint32_t> Children;
  uint32_t Born = 1;
  for (const Decision &Made : Schedule.Decisions) {
    Children.resize(std::max<size_t>(Children.size(), Made.Thread + 1u));
    while (Made.Thread >= Schedule.Threads.size())
      Schedule.Threads.push_back({0, Children[0]++, {}});
    if (Made.Kind == OpKind::ThreadCreate) {
      uint32_t Order = Children[Made.Thread]++;
      if (Born++ == Schedule.Threads.size())
        Schedule.Threads.push_back({Made.Thread, Order, {}});
    }
    if (!Made.isValue() && Made.Object != ObjectId::InvalidValue &&
        Made.Object >= Schedule.Objects.size())
      Schedule.Objects.resize(Made.Object + 1u);
  }
}

} // namespace

uint32_t lockstep::siteToTrace(uint32_t Site, uint32_t InstrumentedSites) {
  if (Site == SiteId::InvalidValue || Site < FirstPlace)
    return Site;
  return Site - FirstPlace + InstrumentedSites;
}

uint32_t lockstep::siteFromTrace(uint32_t Site, uint32_t InstrumentedSites) {
  if (Site == SiteId::InvalidValue || Site < InstrumentedSites)
    return Site;
  return Site - InstrumentedSites + FirstPlace;
}

std::vector<TraceSite> lockstep::describeSites(const SiteRegistry &Sites) {
  std::vector<TraceSite> All(Sites.siteCount());
  const std::vector<SiteRegistry::Module> &Modules = Sites.modules();
  for (uint32_t M = 0; M < Modules.size(); ++M)
    for (uint32_t I = 0; I < Modules[M].SiteCount; ++I) {
      uint32_t Id = Modules[M].FirstSite + I;
      All[Id] = describe(*Sites.record(SiteId(Id)), M);
    }
  return All;
}

Trace lockstep::describeProgram(const ProgramMain &Program,
                                const SiteRegistry &Sites) {
  Trace Header;
  Header.ToolVersion = LOCKSTEP_VERSION;
  Header.Program = executablePath();
  Header.Arguments.assign(Program.Arguments, Program.Arguments + Program.Count);
  for (char **Entry = Program.Environment; Entry && *Entry; ++Entry)
    if (isRelevantVariable({*Entry, strcspn(*Entry, "=")}))
      Header.Environment.push_back(*Entry);
  std::sort(Header.Environment.begin(), Header.Environment.end());
  std::vector<ProcessModule> Loaded = processModules();
  for (const SiteRegistry::Module &Known : Sites.modules()) {
    uint32_t I = indexOf(Loaded, uint64_t(Known.Record->anchor));
    if (I == 0xffffffff)
      Header.Modules.push_back({"", "", Known.SiteCount});
    else
      Header.Modules.push_back(
          {Loaded[I].Path, Loaded[I].BuildId, Known.SiteCount});
  }
  return Header;
}

std::vector<ProcessModule>
lockstep::recordedModules(const ExecutionArea &Area) {
  std::vector<ProcessModule> Modules = processModules();
  // What the execution loaded with dlopen is not loaded here; its end is not
  // known, but the next module's begin is.
  for (uint32_t I = 0; I < Area.ModuleCount; ++I) {
    uint64_t Base = Area.Modules[I].Base;
    bool Known =
        std::any_of(Modules.begin(), Modules.end(),
                    [Base](const ProcessModule &M) { return M.Base == Base; });
    if (!Known)
      Modules.push_back({Area.ModulePaths + Area.Modules[I].PathOffset, Base,
                         Base, Base + (uint64_t(1) << 26), ""});
  }
  return Modules;
}

ExecutionRecord lockstep::buildRecord(Trace Schedule, ExecutionArea &Area,
                                      const SiteRegistry &Sites,
                                      const Verdict &Ended,
                                      std::string Output) {
  ExecutionRecord Record;
  Record.Schedule = std::move(Schedule);
  Record.Schedule.Outcome = Ended.Kind;
  Record.Schedule.ExitCode = Ended.ExitCode;
  Record.Schedule.SignalNumber = Ended.Signal;

  std::vector<ProcessModule> Loaded = recordedModules(Area);
  SiteTable Table(Record.Schedule, Sites, Area, Loaded);
  for (const Decision &Made : Area.decisions().first(Area.Count.Decisions)) {
    Decision Copy = Made;
    if (!Copy.isValue())
      Copy.Site = Table.add(Copy.Site);
    Record.Schedule.Decisions.push_back(Copy);
  }
  for (const Event &From : Area.events().first(Area.EventCount)) {
    Event Copy = From;
    Copy.Site = SiteId(Table.add(From.Site.Value));
    Record.Schedule.Events.push_back(Copy);
  }
  // Those that the decisions do not name may still be known to be shared.
  Record.Schedule.Sites.resize(
      std::max<size_t>(Record.Schedule.Sites.size(), Sites.siteCount()));
  addThreads(Record, Area);
  for (ThreadRecord &Thread : Record.Threads)
    Thread.Pending.Site = SiteId(Table.add(Thread.Pending.Site.Value));
  for (const ThreadRecord &Thread : Record.Threads)
    Record.Schedule.Ends.push_back(endOf(Thread));
  addObjects(Record, Area);
  completeLists(Record.Schedule);
  for (uint32_t I = 0; I < Area.StackCount; ++I)
    Record.Stacks.emplace_back(Area.Stacks[I].Frames,
                               Area.Stacks[I].Frames +
                                   Area.Stacks[I].FrameCount);
  for (uint32_t I = 0; I < Area.UncontrolledCount; ++I) {
    const AreaUncontrolled &From = Area.Uncontrolled[I];
    Record.Uncontrolled.push_back({From.Function, From.Where, From.Count});
  }
  Record.Schedule.Culprit = Area.Culprit;
  // Who was killed had no chance to say who it was: the last to be chosen.
  if (!Record.Schedule.Culprit.isValid() && Ended.Signal &&
      Area.Count.Decisions)
    Record.Schedule.Culprit =
        Area.decisions()[Area.Count.Decisions - 1].thread();
  Record.FailedAt = Area.FailedAt;
  if (Area.Race.Found)
    addAccesses(Record, Area, Table);
  Record.Misuse = Area.Misuse;
  Record.Schedule.Memory = Area.Memory;
  Record.Schedule.FailedObject = Area.FailedObject;
  Record.Schedule.FailedSite = SiteId(Table.add(Area.FailedSite.Value));
  Record.Detail = Ended.Kind == OutcomeKind::Exception
                      ? describeException(Area.Detail, Output)
                      : Area.Detail;
  if (Ended.Kind == OutcomeKind::Sanitizer)
    Record.Sanitizer = sanitizerReport(Output, Area.Sanitizer);
  Record.FaultAddress = Area.FaultAddress;
  Record.ProgramOutput = std::move(Output);
  auto Translate = [&Table](Decision Made) {
    if (!Made.isValue())
      Made.Site = Table.add(Made.Site);
    return Made;
  };
  Record.Expected = Translate(Area.Expected);
  Record.Actual = Translate(Area.Actual);
  return Record;
}
