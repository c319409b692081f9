//===- Tables.h - The fields of a trace's tables ----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each function names the fields of one section in the order of the file. It is
// called with a FieldWriter and a const Trace, or with a FieldReader and a
// Trace: what is written and what is read cannot drift apart.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_TABLES_H
#define LOCKSTEP_TRACE_TABLES_H

#include "trace/FieldReader.h"
#include "trace/FieldWriter.h"
#include "trace/Format.h"
#include "trace/Limits.h"
#include "trace/Trace.h"

namespace lockstep {

/// HEAD.
template <class Fields, class T> void headFields(Fields &F, T &Of) {
  F.text(Of.ToolVersion, "the tool version");
  F.text(Of.Program, "the program");
  F.list(Of.Arguments, limits::MaxStrings, "the argument list",
         [&](auto &Text) { F.text(Text, "an argument"); });
  F.list(Of.Environment, limits::MaxStrings, "the environment",
         [&](auto &Text) { F.text(Text, "a variable of the environment"); });
  F.list(Of.Modules, limits::MaxModules, "the module list", [&](auto &Module) {
    F.text(Module.Path, "a module's path");
    F.text(Module.BuildId, "a module's build id");
    F.number(Module.SiteCount, "a module's site count");
  });
  F.text(Of.Strategy, "the strategy");
  F.number(Of.CampaignSeed, "the campaign seed");
  F.number(Of.Iteration, "the iteration");
  F.text(Of.Options, "the options");
  F.number(Of.PoolSize, "the pool size");
  F.list(Of.SharedSites, limits::MaxSites, "the list of shared sites",
         [&](auto &Site) { F.number(Site, "a shared site"); });
  F.enumerator(Of.Outcome, OutcomeKindCount, "the outcome");
  F.integer(Of.ExitCode, "the exit code");
  F.integer(Of.SignalNumber, "the signal number");
  F.text(Of.Summary, "the summary");
  F.flag(Of.Truncated, "the mark of a prefix");
}

/// One entry of SITE, behind its distance from the entry before it.
template <class Fields, class T> void siteFields(Fields &F, T &Site) {
  F.enumerator(Site.Kind, OpKindCount, "a site's kind");
  F.index(Site.Module, "a site's module");
  F.number(Site.Offset, "a site's offset");
  F.text(Site.File, "a site's file");
  F.number(Site.Line, "a site's line");
  F.number(Site.Column, "a site's column");
  F.text(Site.Function, "a site's function");
  F.text(Site.Variable, "a site's variable");
}

/// THRD.
template <class Fields, class T> void threadFields(Fields &F, T &Of) {
  F.list(Of.Threads, limits::MaxThreads, "the thread list", [&](auto &Thread) {
    F.index(Thread.Parent, "a thread's parent");
    F.number(Thread.BirthOrder, "a thread's birth order");
    F.text(Thread.Name, "a thread's name");
  });
}

/// OBJS.
template <class Fields, class T> void objectFields(Fields &F, T &Of) {
  F.list(Of.Objects, limits::MaxObjects, "the object list", [&](auto &Object) {
    F.enumerator(Object.Kind, format::ObjectKindCount, "an object's kind");
    F.text(Object.Name, "an object's name");
  });
}

/// ENDS.
template <class Fields, class T> void endFields(Fields &F, T &Of) {
  F.list(Of.Ends, limits::MaxThreads, "the list of ends", [&](auto &End) {
    F.enumerator(End.State, ThreadStateCount, "a thread's state");
    F.enumerator(End.Kind, OpKindCount, "a pending operation's kind");
    F.index(End.Site.Value, "a pending operation's site");
    F.index(End.Object.Value, "a pending operation's object");
    F.index(End.Second.Value, "a pending operation's second object");
  });
  F.index(Of.Culprit.Value, "the thread that failed");
  F.index(Of.FailedObject.Value, "the object that failed");
  F.index(Of.FailedSite.Value, "the site that failed");
}

/// RACE.
template <class Fields, class T> void raceFields(Fields &F, T &Of) {
  F.list(Of.KnownRaces, limits::MaxSites, "the list of known races",
         [&](auto &Pair) {
           F.index(Pair.First.Value, "a known race's first site");
           F.index(Pair.Second.Value, "a known race's second site");
         });
  F.list(Of.Accesses, limits::MaxAccesses, "the list of accesses",
         [&](auto &Access) {
           F.index(Access.Thread.Value, "an access's thread");
           F.index(Access.Site.Value, "an access's site");
           F.index(Access.Caller.Value, "an access's caller");
           F.number(Access.Events, "an access's number of events");
           F.number(Access.Write, "whether an access writes");
           F.number(Access.Atomic, "whether an access is atomic");
         });
}

/// OVER: the objects that have a base. Behind OBJS.
void writeOverlaps(FieldWriter &F, const std::vector<TraceObject> &Objects);
void readOverlaps(FieldReader &F, std::vector<TraceObject> &Objects);

/// SITE: the entries that are not empty.
void writeSites(FieldWriter &F, const std::vector<TraceSite> &Sites);
void readSites(FieldReader &F, std::vector<TraceSite> &Sites);

/// OPER: what threads do, each distinct operation once. Thread is 0; a value
/// has neither Site nor Object. Objects are stored as distances: a loop over
/// an array then repeats itself.
void writeOperations(FieldWriter &F, const std::vector<Decision> &Operations);
void readOperations(FieldReader &F, std::vector<Decision> &Operations);

} // namespace lockstep

#endif
