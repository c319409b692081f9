//===- TextFields.h - The fields of a trace's text form ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each function names the fields of one line, or the lines of the header. It is
// called with what writes them and a const Trace, or with what reads them and a
// Trace: the two cannot drift apart. A field that has its usual value is left
// out.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_TEXTFIELDS_H
#define LOCKSTEP_TRACE_TEXTFIELDS_H

#include "trace/Format.h"
#include "trace/Trace.h"

#include <string>
#include <string_view>

namespace lockstep {

/// How the text form begins.
constexpr std::string_view TextBegin = "# lockstep-trace: 1";
/// The line with the hash of the decisions as they were recorded.
constexpr std::string_view TextScheduleKey = "schedule";

/// "Waiting".
const char *threadStateName(ThreadState State);
/// "WakeOrder"; "reason15" for one that does not exist, so that a damaged trace
/// has a text form, too.
std::string reasonName(ValueReason Reason);

/// The hash of a schedule, which tells whether it was edited.
uint64_t hashDecisions(const std::vector<Decision> &Decisions);

/// Lines of one value each: "# key: value".
template <class Lines, class T> void headLines(Lines &L, T &Of) {
  L.text("tool", Of.ToolVersion);
  L.text("program", Of.Program);
  L.texts("argument", Of.Arguments);
  L.texts("environment", Of.Environment);
  L.text("strategy", Of.Strategy);
  L.number("campaign-seed", Of.CampaignSeed);
  L.number("iteration", Of.Iteration);
  L.text("options", Of.Options);
  L.number("pool-size", Of.PoolSize);
  L.word("outcome", Of.Outcome, outcomeSlug, OutcomeKindCount);
  L.integer("exit-code", Of.ExitCode);
  L.integer("signal", Of.SignalNumber);
  L.text("summary", Of.Summary);
  L.flag("truncated", Of.Truncated);
}

template <class Fields, class T> void moduleFields(Fields &F, T &Module) {
  F.text("path", Module.Path);
  F.text("build-id", Module.BuildId);
  F.number("sites", Module.SiteCount);
}

template <class Fields, class T> void placeFields(Fields &F, T &Site) {
  F.word("kind", Site.Kind, operationName, OpKindCount);
  F.id("module", 'M', Site.Module);
  F.number("offset", Site.Offset);
  F.text("file", Site.File);
  F.number("line", Site.Line);
  F.number("column", Site.Column);
  F.text("function", Site.Function);
  F.text("variable", Site.Variable);
}

template <class Fields, class T> void birthFields(Fields &F, T &Thread) {
  F.id("parent", 'T', Thread.Parent);
  F.number("birth", Thread.BirthOrder);
  F.text("name", Thread.Name);
}

template <class Fields, class T> void nameFields(Fields &F, T &Object) {
  F.word("kind", Object.Kind, objectKindName, format::ObjectKindCount);
  F.text("name", Object.Name);
  F.id("base", 'O', Object.Base.Value);
  F.number("distance", Object.Distance);
}

template <class Fields, class T> void standFields(Fields &F, T &End) {
  F.word("state", End.State, threadStateName, ThreadStateCount);
  F.word("kind", End.Kind, operationName, OpKindCount);
  F.id("object", 'O', End.Object.Value);
  F.id("second", 'O', End.Second.Value);
  F.id("site", 'S', End.Site.Value);
  F.id("caller", 'S', End.Caller.Value);
}

template <class Fields, class T> void failureFields(Fields &F, T &Of) {
  F.id("thread", 'T', Of.Culprit.Value);
  F.id("object", 'O', Of.FailedObject.Value);
  F.id("site", 'S', Of.FailedSite.Value);
  F.id("caller", 'S', Of.FailedCaller.Value);
}

template <class Fields, class T> void accessFields(Fields &F, T &Access) {
  F.id("thread", 'T', Access.Thread.Value);
  F.id("site", 'S', Access.Site.Value);
  F.id("caller", 'S', Access.Caller.Value);
  F.number("events", Access.Events);
  F.number("write", Access.Write);
  F.number("atomic", Access.Atomic);
  F.number("size", Access.Size);
}

template <class Fields, class T> void holdFields(Fields &F, T &Hold) {
  F.number("access", Hold.Access);
  F.id("object", 'O', Hold.Lock.Value);
  F.id("caller", 'S', Hold.Caller.Value);
  F.number("shared", Hold.Shared);
}

/// "Creation".
const char *stackRoleName(StackRole Role);

template <class Fields, class T> void stackFields(Fields &F, T &Stack) {
  F.word("role", Stack.Role, stackRoleName, StackRoleCount);
  F.number("of", Stack.Of);
  F.id("frame", 'F', Stack.Frame);
}

template <class Fields, class T> void frameFields(Fields &F, T &Frame) {
  F.id("outer", 'F', Frame.Outer);
  F.text("function", Frame.Function);
  F.text("file", Frame.File);
  F.number("line", Frame.Line);
  F.number("column", Frame.Column);
  F.text("module", Frame.Module);
  F.number("offset", Frame.Offset);
}

template <class Fields, class T> void blockFields(Fields &F, T &Memory) {
  F.number("size", Memory.BlockSize);
  F.number("offset", Memory.Offset);
  F.number("access-size", Memory.AccessSize);
  F.id("allocated-by", 'T', Memory.AllocatedBy.Value);
  F.id("freed-by", 'T', Memory.FreedBy.Value);
  F.number("freed-after", Memory.FreedAfter);
  F.number("free-is-step", Memory.FreeIsStep);
}

template <class Fields, class T> void eventFields(Fields &F, T &What) {
  F.number("time", What.Time);
  F.number("flags", What.Flags);
  F.number("value", What.Value);
  F.number("written", What.Written);
  F.number("size", What.Size);
  F.number("order", What.Order, uint8_t(lockstep_order_none));
  F.number("rmw", What.Rmw);
  F.id("second", 'O', What.Second.Value);
  F.id("caller", 'S', What.Caller.Value);
}

} // namespace lockstep

#endif
