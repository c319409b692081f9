//===- Signature.cpp - What makes two findings the same -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "shrink/Signature.h"

#include "report/Hang.h"
#include "report/Report.h"
#include "report/WaitGraph.h"

#include <algorithm>

using namespace lockstep;

bool Signature::matches(const Signature &Other, Likeness How) const {
  if (Kind != Other.Kind)
    return false;
  return How == Likeness::Kind ||
         (ExitCode == Other.ExitCode && SignalNumber == Other.SignalNumber &&
          Misuse == Other.Misuse && Places == Other.Places &&
          (!Places.empty() || Summary == Other.Summary) &&
          Objects == Other.Objects);
}

/// The objects that the threads of a hang wait for, each other or a signal.
static std::vector<ObjectId> objectsOfHang(const ExecutionRecord &Record) {
  WaitGraph Graph = buildWaitGraph(Record);
  std::vector<ObjectId> Objects;
  for (const std::vector<size_t> &Cycle : Graph.Cycles)
    for (size_t Wait : Cycle)
      Objects.push_back(Graph.Waits[Wait].Object);
  if (!Objects.empty())
    return Objects;
  if (Graph.Abandoned != NoEvent)
    Objects.push_back(Graph.Waits[Graph.Abandoned].Object);
  else if (std::optional<LostWakeup> Lost = findLostWakeup(Record, Graph))
    Objects.push_back(Graph.Waits[Lost->Wait].Object);
  return Objects;
}

std::vector<std::string> lockstep::placesOfRace(const Trace &Schedule) {
  std::vector<std::string> Places;
  for (size_t I = 0; I < Schedule.Accesses.size() && I < 2; ++I) {
    SiteId Id = Schedule.Accesses[I].Site;
    if (Id.index() >= Schedule.Sites.size())
      continue;
    const TraceSite &Site = Schedule.Sites[Id.index()];
    Places.push_back(Site.File + ":" + std::to_string(Site.Line) + ":" +
                     std::to_string(Site.Column) + " " + Site.Function);
  }
  std::sort(Places.begin(), Places.end());
  return Places;
}

Signature lockstep::signatureOf(const ExecutionRecord &Record,
                                Symbolizer &Symbols) {
  Signature Of;
  Of.Kind = reportedOutcome(Record);
  Of.ExitCode = Record.Schedule.ExitCode;
  Of.SignalNumber = Record.Schedule.SignalNumber;
  Of.Misuse = Record.Misuse;
  Of.Summary = summaryLine(Record, Symbols);
  if (Of.Kind == OutcomeKind::DataRace)
    Of.Places = placesOfRace(Record.Schedule);
  std::vector<ObjectId> Objects;
  if (Of.Kind == OutcomeKind::Deadlock || Of.Kind == OutcomeKind::LostWakeup)
    Objects = objectsOfHang(Record);
  if (Record.Schedule.FailedObject.isValid())
    Objects.push_back(Record.Schedule.FailedObject);
  for (ObjectId Id : Objects) {
    if (Id.index() >= Record.Objects.size())
      continue;
    const ObjectRecord &Object = Record.Objects[Id.index()];
    SourceVariable Variable = Symbols.variable(Object.Address);
    std::string Name = objectKindName(Object.Kind);
    if (!Variable.Name.empty())
      Name += " " + Variable.Name + "+" + std::to_string(Variable.Offset);
    Of.Objects.push_back(std::move(Name));
  }
  std::sort(Of.Objects.begin(), Of.Objects.end());
  return Of;
}
