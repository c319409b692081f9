//===- Startup.cpp - Between the loader and main --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The preload is inherited by everything that a shell or a wrapper starts. Only
// a program that carries hooks, or that `lockstep run` named, is driven; all
// others run as if we were not there.
//
//===----------------------------------------------------------------------===//

#include "preload/Startup.h"

#include "interceptors/Intercept.h"
#include "interceptors/Outside.h"
#include "platform/Kernel.h"
#include "platform/ProcessModules.h"
#include "preload/Campaign.h"
#include "preload/LeakCheck.h"
#include "preload/OpenStrategy.h"
#include "preload/Replay.h"
#include "preload/SuppressionFile.h"
#include "preload/Tasks.h"
#include "trace/TracedTest.h"

#include <climits>
#include <cstdio>
#include <cstring>
#include <sys/resource.h>

using namespace lockstep;

namespace {

// For good: executions would destroy variables at their exit.
ProgramMain &Program = *new ProgramMain;
ParsedSettings &Wanted = *new ParsedSettings;

uint64_t cores() {
  cpu_set_t Set;
  return sched_getaffinity(0, sizeof Set, &Set) == 0 ? uint64_t(CPU_COUNT(&Set))
                                                     : 1;
}

void complain(const std::string &Line, int File = STDERR_FILENO) {
  std::string Text = "Lockstep: " + Line + "\n";
  writeAll(File, Text.data(), Text.size());
}

/// Exit status for settings and traces that cannot be used.
constexpr int UsageError = 2;

bool isNamed(const std::string &Path) {
  char Resolved[PATH_MAX];
  return !Path.empty() && realpath(Path.c_str(), Resolved) &&
         executablePath() == Resolved;
}

int startDriver(int Count, char **Arguments, char **Environment) {
  Program.Count = Count;
  Program.Arguments = Arguments;
  Program.Environment = Environment;
  const Settings &Given = Wanted.Values;
  if (!Given.Bundle.empty())
    Program.From = {Given.Bundle,
                    Given.TracePath.substr(0, Given.TracePath.rfind('/') + 1)};
  return driveProgram(Program, Given);
}

/// Decides whether this process is driven, and prepares for it. Ends the
/// process when it is asked for something impossible.
bool wantsDriving(char **Arguments, char **Environment) {
  Result<ParsedSettings> Parsed = parseSettings(Environment, cores());
  bool Named = Parsed && isNamed(Parsed->Values.ProgramPath);
  if (!Named && !executableCarriesHooks() && processSites().modules().empty())
    return false;
  if (!Parsed) {
    complain(Parsed.error());
    exitProcess(UsageError);
  }
  Wanted = *Parsed;
  for (const std::string &Line : Parsed->Warnings)
    complain("WARNING: " + Line);
  if (Parsed->Values.Values.Help) {
    std::string Text = optionsHelp();
    writeAll(STDOUT_FILENO, Text.data(), Text.size());
    exitProcess(0);
  }
  return true;
}

} // namespace

SiteRegistry &lockstep::processSites() {
  static auto *Registry = new SiteRegistry;
  return *Registry;
}

void lockstep::cleanEnvironment(char **Environment) {
  char **To = Environment;
  for (char **From = Environment; *From; ++From) {
    if (!strncmp(*From, "LOCKSTEP_", 9))
      continue;
    if (!strncmp(*From, "LD_PRELOAD=", 11)) {
      // Entries are separated by colons or spaces; others' stay.
      std::string Kept;
      std::string All = *From + 11;
      for (size_t Begin = 0; Begin < All.size();) {
        size_t End = std::min(All.find_first_of(": ", Begin), All.size());
        std::string Item = All.substr(Begin, End - Begin);
        if (!Item.empty() &&
            Item.find("liblockstep_rt.so") == std::string::npos)
          Kept += (Kept.empty() ? "" : ":") + Item;
        Begin = End + 1;
      }
      if (Kept.empty())
        continue;
      memcpy(*From + 11, Kept.c_str(), Kept.size() + 1);
    }
    *To++ = *From;
  }
  *To = nullptr;
}

/// What is asked for, once everything is ready for executions.
static int driveWith(Runner &Run, const Settings &Mine, const Trace &Recorded,
                     Suppressions &&Suppressed) {
  if (!Mine.TracePath.empty())
    return runTask(Recorded, Run, Mine);
  Result<std::unique_ptr<Strategy>> Chooser = openStrategy(Mine.Strategy, Run);
  if (!Chooser) {
    complain(Chooser.error(), Run.output().messages());
    return UsageError;
  }
  return Campaign(Mine, Run, std::move(*Chooser), std::move(Suppressed)).run();
}

int lockstep::driveProgram(const ProgramMain &Program, const Settings &Given) {
  Settings Mine = Given;
  // With a trace, to replay is what is done anyway.
  bool Follows = !Mine.TracePath.empty() && Mine.Task == DefaultTask &&
                 Mine.Strategy == ReplayStrategy;
  if (Follows)
    Mine.Strategy = DefaultStrategy;
  if (Result<std::string> Known = canonicalSpec(Mine.Strategy); !Known) {
    complain(Known.error());
    return UsageError;
  }
  Result<Trace> Recorded = Trace();
  if (!Mine.TracePath.empty()) {
    Recorded = loadTrace(Mine.TracePath);
    if (!Recorded) {
      complain(Recorded.error());
      return UsageError;
    }
    if (Status Adopted = adoptOptions(*Recorded, Mine.Values); !Adopted) {
      complain(Adopted.error());
      return UsageError;
    }
  }
  Result<Suppressions> Suppressed = loadSuppressions(Mine.Values.Suppressions);
  if (!Suppressed) {
    complain(Suppressed.error());
    return UsageError;
  }
  if (!Mine.Corpus.empty() && Mine.TracePath.empty())
    if (Status Ready = Corpus(Mine.Corpus).open(); !Ready) {
      complain(Ready.error());
      return UsageError;
    }
  cleanEnvironment(Program.Environment);
  // Crashes are expected; what they mean is in the report.
  rlimit NoCore{0, 0};
  setrlimit(RLIMIT_CORE, &NoCore);

  StandardInput Input;
  if (Status Ready = Input.begin(); !Ready) {
    complain(Ready.error());
    return UsageError;
  }
  OutputCapture Output;
  Output.begin(Mine.Values.Output != OutputChoice::All);
  Runner Run(Mine.Values, Program, processSites(), Input, Output);
  uint32_t PoolSize = Mine.TracePath.empty()
                          ? std::max<uint32_t>(uint32_t(Mine.Values.Pool), 2)
                          : Recorded->PoolSize;
  PoolSize = std::min(PoolSize, uint32_t(Mine.Values.MaxThreads));
  if (Status Ready = Run.prepare(PoolSize); !Ready) {
    complain(Ready.error(), Output.messages());
    return UsageError;
  }
  int Status = driveWith(Run, Mine, *Recorded, std::move(*Suppressed));
  if (Input.cameLate())
    complain(
        "WARNING: standard input is a pipe in which nothing came at first, "
        "and the program was given none of what came later; give it as a "
        "file",
        Output.messages());
  return Status;
}

//===----------------------------------------------------------------------===//
// What the loader and instrumented modules call
//===----------------------------------------------------------------------===//

LOCKSTEP_INTERCEPT int __libc_start_main(int (*Main)(int, char **, char **),
                                         int Count, char **Arguments,
                                         void (*Init)(), void (*Fini)(),
                                         void (*LoaderFini)(), void *StackEnd) {
  char **Environment = Arguments + Count + 1;
  if (!wantsDriving(Arguments, Environment))
    return real().__libc_start_main(Main, Count, Arguments, Init, Fini,
                                    LoaderFini, StackEnd);
  if (!disableAddressRandomization(Arguments, Environment) &&
      Wanted.Values.Values.Verbosity)
    complain("address randomization cannot be turned off here; programs that "
             "depend on addresses may differ from execution to execution");
  answerBeforeStart();
  Program.Main = Main;
  return real().__libc_start_main(
      [](int Count, char **Arguments, char **Environment) {
        int Status = startDriver(Count, Arguments, Environment);
        // The driver's process never ran main: nothing of the program's is to
        // be cleaned up in it.
        exitProcess(Status);
        return Status;
      },
      Count, Arguments, Init, Fini, checkLeaksBefore(LoaderFini), StackEnd);
}

LOCKSTEP_INTERCEPT void lockstep_register_module_v1(lockstep_module *Module) {
  if (Module->abi_version != LOCKSTEP_ABI_VERSION) {
    complain("WARNING: a module was instrumented for version " +
             std::to_string(Module->abi_version) +
             " of the hooks, and this runtime has version " +
             std::to_string(LOCKSTEP_ABI_VERSION) +
             "; it runs without control; build it again");
    return;
  }
  // A module that is loaded while the program runs takes part at once.
  Control *C = Control::active();
  if (processSites().add(*Module) && C)
    setHooks(processSites(), true);
}
