//===- DoctorToolchain.cpp - Runtime, plugins and compilers ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Doctor.h"
#include "Launch.h"
#include "Subprocess.h"

#include <cstdlib>
#include <fmt/core.h>
#include <sys/auxv.h>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::cli;

/// LLVM versions that a plugin or a compiler is looked for.
static constexpr int OldestLLVM = 14, NewestLLVM = 25;

static std::string firstLine(const std::string &Text) {
  return Text.substr(0, Text.find('\n'));
}

/// ld.so says what it would load, without running the program.
static void examinePreload(const std::string &Runtime, Findings &Into) {
  Result<SubprocessAnswer> Answer =
      runProgram({"/proc/self/exe"},
                 {"LD_TRACE_LOADED_OBJECTS=1", "LD_PRELOAD=" + Runtime});
  std::string Why = !Answer ? Answer.error() : firstLine(Answer->Output);
  if (Answer && Answer->Output.find(Runtime + " (0x") != std::string::npos &&
      Answer->Output.find("not found") == std::string::npos)
    Into.push_back({Health::Good, "preload",
                    "the dynamic loader accepts the runtime", ""});
  else
    Into.push_back({Health::Problem, "preload",
                    fmt::format("the runtime cannot be preloaded: {}", Why),
                    "build Lockstep on this machine, or for its C library"});
}

void cli::examineRuntime(Findings &Into) {
  EnvironmentBlock Environment = EnvironmentBlock::inherited();
  if (getauxval(AT_SECURE))
    Into.push_back({Health::Problem, "secure-execution",
                    "this command runs with raised privileges, so LD_PRELOAD "
                    "is ignored in all it starts",
                    "install it without setuid, setgid and capabilities"});
  Result<std::string> Runtime = findRuntime(Environment);
  if (!Runtime) {
    Into.push_back({Health::Problem, "runtime", "not found", Runtime.error()});
    return;
  }
  Into.push_back({Health::Good, "runtime", *Runtime, ""});
  if (Status Good = preload(Environment, *Runtime); !Good)
    Into.push_back({Health::Problem, "preload", "not possible", Good.error()});
  else
    examinePreload(*Runtime, Into);
}

/// The major version that `Command --version` reports; 0 when it does not run.
static int clangVersion(const std::string &Command) {
  Result<SubprocessAnswer> Answer = runProgram({Command, "--version"});
  if (!Answer || Answer->ExitStatus != 0)
    return 0;
  constexpr std::string_view Before = "clang version ";
  size_t At = Answer->Output.find(Before);
  return At == std::string::npos
             ? 0
             : atoi(Answer->Output.c_str() + At + Before.size());
}

static std::string pluginFor(int Version) {
  return besideUs(Version == LOCKSTEP_LLVM_VERSION
                      ? "LockstepPass.so"
                      : fmt::format("llvm-{}/LockstepPass.so", Version));
}

/// Compiles an empty file with the plugin: versions that do not fit show.
static void examinePlugin(const std::string &Clang, const std::string &Plugin,
                          Finding &Found) {
  Result<SubprocessAnswer> Answer =
      runProgram({Clang, "-fpass-plugin=" + Plugin, "-x", "c", "-c",
                  "/dev/null", "-o", "/dev/null"});
  if (Answer && Answer->ExitStatus == 0) {
    Found.Text = fmt::format("{} loads {}", Clang, Plugin);
    return;
  }
  Found.Verdict = Health::Problem;
  Found.Text = fmt::format("{} cannot load {}: {}", Clang, Plugin,
                           Answer ? firstLine(Answer->Output) : Answer.error());
  Found.Mend = "build the plugin for this version: cmake "
               "-DLOCKSTEP_EXTRA_LLVM_VERSIONS=...";
}

static void examineVersion(int Version, Findings &Into) {
  bool Main = Version == LOCKSTEP_LLVM_VERSION;
  std::string Clang = fmt::format("clang-{}", Version);
  std::string Plugin = pluginFor(Version);
  bool HasClang = clangVersion(Clang) == Version;
  Finding Found{Health::Good, fmt::format("llvm-{}", Version), "", ""};
  if (HasClang && !Plugin.empty()) {
    examinePlugin(Clang, Plugin, Found);
  } else if (HasClang) {
    Found.Verdict = Main ? Health::Problem : Health::Note;
    Found.Text = fmt::format("{} is here, the plugin for it is not", Clang);
    Found.Mend = fmt::format("to use it, build with cmake -D{}={}",
                             Main ? "LOCKSTEP_LLVM_VERSION"
                                  : "LOCKSTEP_EXTRA_LLVM_VERSIONS",
                             Version);
  } else if (!Plugin.empty() || Main) {
    Found.Verdict = Main ? Health::Problem : Health::Note;
    Found.Text = fmt::format("{} is not here", Clang);
    Found.Mend = fmt::format("to use the plugin for it, install the package "
                             "clang-{}",
                             Version);
  } else {
    return;
  }
  Into.push_back(std::move(Found));
}

void cli::examineToolchain(Findings &Into) {
  for (int Version = OldestLLVM; Version <= NewestLLVM; ++Version)
    examineVersion(Version, Into);
  int Plain = clangVersion("clang");
  if (!Plain)
    return;
  bool Served = !pluginFor(Plain).empty();
  Into.push_back({Served ? Health::Good : Health::Note, "clang",
                  fmt::format("'clang' is version {}, {}", Plain,
                              Served ? "which has a plugin"
                                     : "for which there is no plugin"),
                  Served ? ""
                         : fmt::format("name the compiler: clang-{}",
                                       LOCKSTEP_LLVM_VERSION)});
}
