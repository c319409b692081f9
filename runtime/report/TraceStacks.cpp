//===- TraceStacks.cpp - The stacks that go into a trace ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/TraceStacks.h"

#include "report/Stacks.h"
#include "report/Text.h"
#include "trace/Limits.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace lockstep;

namespace {
class StackTable {
public:
  StackTable(ReportContext &Context, Trace &To) : Context(Context), To(To) {}

  void add(StackRole Role, uint32_t Of, StackId Stack, SiteId Site = SiteId()) {
    std::vector<SourceFrame> Frames = Context.Where.frames(Stack, Site);
    if (Frames.empty() || To.Stacks.size() == limits::MaxStacks ||
        To.Frames.size() + Frames.size() > limits::MaxFrames)
      return;
    uint32_t Inner = 0xffffffff;
    for (auto Frame = Frames.rbegin(); Frame != Frames.rend(); ++Frame)
      Inner = numberOf(*Frame, Inner);
    To.Stacks.push_back({Role, Of, Inner});
  }

private:
  /// Stacks that begin alike share these frames.
  uint32_t numberOf(const SourceFrame &From, uint32_t Outer) {
    TraceFrame New{Outer,       From.Function,
                   From.File,   From.Line,
                   From.Column, std::string(baseName(From.Module)),
                   From.Offset};
    auto [Known, IsNew] =
        Numbers.try_emplace({New.Outer, New.Function, New.File, New.Line,
                             New.Column, New.Module, New.Offset},
                            uint32_t(To.Frames.size()));
    if (IsNew)
      To.Frames.push_back(std::move(New));
    return Known->second;
  }

  ReportContext &Context;
  Trace &To;
  std::map<std::tuple<uint32_t, std::string, std::string, uint32_t, uint32_t,
                      std::string, uint64_t>,
           uint32_t>
      Numbers;
};
} // namespace

void lockstep::addTraceStacks(ReportContext &Context, const Finding &Found,
                              Trace &Schedule) {
  const ExecutionRecord &Record = Context.Record;
  Schedule.Frames.clear();
  Schedule.Stacks.clear();
  StackTable Table(Context, Schedule);
  Table.add(StackRole::Failure, 0, Record.FailedAt, Schedule.FailedSite);
  std::set<ThreadId> Threads = threadsInvolved(Context, Found);
  for (uint32_t I = 0; I < Schedule.Accesses.size() && I < 2; ++I) {
    const RaceAccess &Access = Schedule.Accesses[I];
    Table.add(StackRole::Access, I, Access.Stack, Access.Site);
    Threads.insert(Access.Thread);
  }
  Table.add(StackRole::Allocation, 0, Schedule.Memory.AllocatedAt);
  Table.add(StackRole::Free, 0, Schedule.Memory.FreedAt);
  for (ThreadId Thread : Threads)
    if (const ThreadRecord *Known = Context.threadRecord(Thread))
      Table.add(StackRole::Creation, Thread.Value, Known->Created);
}
