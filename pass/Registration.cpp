//===- Registration.cpp - The plugin's entry point ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InstrumentPass.h"
#include "LLVMCompat.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

using namespace llvm;
using namespace lockstep;

/// The major version of the LLVM that has loaded the plugin; 0 when it does
/// not say, 15 for any that is older than the question.
static unsigned hostVersion() {
  using GetVersion = void(unsigned *, unsigned *, unsigned *);
  if (void *Found = dlsym(RTLD_DEFAULT, "LLVMGetVersion")) {
    unsigned Major = 0;
    reinterpret_cast<GetVersion *>(Found)(&Major, nullptr, nullptr);
    return Major;
  }
  return dlsym(RTLD_DEFAULT, "LLVMContextCreate") ? 15 : 0;
}

/// Ends the process when the host is another LLVM: it would call functions of
/// this plugin whose arguments have another layout.
static void checkHostVersion() {
  unsigned Host = hostVersion();
  bool IsSame = Host == 15 ? LLVM_VERSION_MAJOR <= 15
                           : Host == 0 || Host == LLVM_VERSION_MAJOR;
  if (IsSame)
    return;
  Dl_info Plugin = {};
  dladdr(reinterpret_cast<void *>(&checkHostVersion), &Plugin);
  fprintf(stderr,
          "error: the Lockstep plugin '%s' is for LLVM %d, but this program is "
          "LLVM %s%u; use clang-%d, or the plugin that was built for this "
          "version\n",
          Plugin.dli_fname ? Plugin.dli_fname : "LockstepPass.so",
          LLVM_VERSION_MAJOR, Host == 15 ? "<= " : "", Host,
          LLVM_VERSION_MAJOR);
  exit(1);
}

static void registerPasses(PassBuilder &Builder) {
  compat::registerPipelineStart(Builder, [](ModulePassManager &Manager) {
    Manager.addPass(PreparePass());
  });
  compat::registerOptimizerLast(Builder, [](ModulePassManager &Manager) {
    Manager.addPass(InstrumentPass());
  });
  Builder.registerPipelineParsingCallback(
      [](StringRef Name, ModulePassManager &Manager,
         ArrayRef<PassBuilder::PipelineElement>) {
        if (Name == "lockstep-prepare")
          Manager.addPass(PreparePass());
        else if (Name == "lockstep")
          Manager.addPass(InstrumentPass());
        else
          return false;
        return true;
      });
}

extern "C" __attribute__((visibility("default"))) PassPluginLibraryInfo
llvmGetPassPluginInfo() {
  checkHostVersion();
  return {LLVM_PLUGIN_API_VERSION, "Lockstep", LLVM_VERSION_STRING,
          registerPasses};
}
