//===- BacktraceSymbolizer.h - Symbols by libbacktrace ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_BACKTRACESYMBOLIZER_H
#define LOCKSTEP_PLATFORM_BACKTRACESYMBOLIZER_H

#include "platform/PassTables.h"
#include "report/Symbolizer.h"

struct backtrace_state;

namespace lockstep {

/// An executable or shared library and where it is, or was, in memory.
struct LoadedModule {
  std::string Path;
  /// What the addresses in the file are relative to: dlpi_addr. 0 for an
  /// executable that is not position-independent.
  uint64_t LoadAddress = 0;
};

/// The modules of this process, the executable first. Takes the loader's lock.
std::vector<LoadedModule> loadedModules();

/// Symbolizes addresses in a given list of modules, which need not be loaded in
/// this process. Reads a module's debug information when an address in it is
/// first asked for, once per process: libbacktrace cannot free it, so every
/// symbolizer shares what is known. For one thread at a time. A module that
/// cannot be read has no frames; addresses outside all modules give one empty
/// frame.
///
/// Columns are 0: libbacktrace does not report them.
class BacktraceSymbolizer final : public Symbolizer {
public:
  /// \p Tables says what the pass knows of modules that are loaded here; it
  /// outlives the symbolizer.
  BacktraceSymbolizer(const std::vector<LoadedModule> &Modules,
                      const PassTables &Tables);

  std::vector<SourceFrame> frames(uint64_t ReturnAddress) override;
  SourceVariable variable(uint64_t Address) override;

private:
  struct Module {
    std::string Path;
    uint64_t LoadAddress = 0;
    uint64_t Begin = 0, End = 0;      ///< addresses its segments cover
    backtrace_state *State = nullptr; ///< shared; lives for ever
  };
  const Module *moduleOf(uint64_t Address);
  template <class Function> void withState(const Module &Of, Function Run);

  std::vector<Module> Modules; ///< by Begin
  const PassTables &Tables;
};

} // namespace lockstep

#endif
