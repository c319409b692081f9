//===- OpenStrategy.cpp - The strategy that the user wants ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/OpenStrategy.h"

#include "platform/Kernel.h"
#include "platform/OwnLibrary.h"
#include "preload/PluginWatch.h"
#include "preload/Startup.h"
#include "preload/Watcher.h"
#include "strategies/Plugin.h"
#include "strategies/Strategies.h"
#include "trace/Text.h"

using namespace lockstep;

static const lockstep_site *siteRecord(uint32_t Site) {
  return processSites().record(SiteId(Site));
}

/// In an execution: ends it; the driver says why (Runner).
static void pluginFailed(const std::string &What) {
  Watcher &Watch = *Watcher::active();
  Watch.setDetail(What.c_str());
  Watch.area().StrategyFailed = true;
  exitProcess(EngineEndedStatus);
}

Result<std::unique_ptr<Strategy>> lockstep::openStrategy(std::string_view Spec,
                                                         Runner &Run) {
  if (!isPluginSpec(Spec))
    return makeStrategy(Spec);
  Result<PluginSpec> Asked = parsePluginSpec(Spec);
  if (!Asked)
    return Error{Asked.error()};
  std::string Name = "plug-in '" + printable(Asked->Path) + "'";
  PluginWatch::start(Run.watchdog().limit(), Run.output().messages());
  std::string Loading = Name + ": loading it";
  PluginWatch::called(Loading.c_str());
  Result<LibraryEntry *> Entry =
      loadOwnLibrary(Asked->Path, "lockstep_strategy_plugin",
                     PluginWatch::exitCalled, Run.pool());
  PluginWatch::back();
  if (!Entry)
    return Error{"cannot load the " + Name + ": " + printable(Entry.error())};
  if (!*Entry)
    return Error{"'" + printable(Asked->Path) +
                 "' is no strategy: it does not define "
                 "lockstep_strategy_plugin() of lockstep/strategy.h"};
  std::string Asking = Name + ": its lockstep_strategy_plugin()";
  PluginWatch::called(Asking.c_str());
  const void *Table = (*Entry)();
  PluginWatch::back();
  return makePluginStrategy(
      static_cast<const lockstep_strategy *>(Table), *Asked,
      {siteRecord, pluginFailed, PluginWatch::called, PluginWatch::back});
}
