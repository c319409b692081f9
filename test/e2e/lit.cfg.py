# ===- lit.cfg.py - How whole-program tests are run -------------------------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===------------------------------------------------------------------------===#
#
# A test is one program with `// RUN:` lines and an `// Intent:` line. In them:
#
#   %clang, %clangxx  the compiler with the pass and -g; C17, C++20; threads
#   %plain, %plainxx  the same without the pass
#   %libcxx           the options for libc++ in place of libstdc++ (feature
#                     libcxx)
#   %asan             the options for AddressSanitizer (feature asan)
#   %run              prefix of a program: run it under the runtime
#   %lockstep         the command-line tool
#   %plugin, %rt      the pass and the runtime, as paths
#   %fresh            an empty directory of the test's own, made current: put
#                     `// RUN: %fresh` first where a test writes traces
#
# `FileCheck`, `not`, `count` and `split-file` are found without a path.
# No LOCKSTEP_* variable leaks in from outside. A test ends after two minutes.

import os

import lit.formats

config.name = "lockstep-" + config.suite
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".c"]
config.excludes = ["Inputs"]
config.test_source_root = config.suite_source
config.test_exec_root = config.suite_binary

for Name in list(config.environment):
    if Name.startswith("LOCKSTEP_") or Name == "LD_PRELOAD":
        del config.environment[Name]
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools, config.lockstep_build + "/bin", "/usr/bin", "/bin"]
)

Plugin = config.lockstep_build + "/lib/LockstepPass.so"
Runtime = config.lockstep_build + "/lib/liblockstep_rt.so"
Compile = "-g -O1 -pthread -Wall -Wno-unused-command-line-argument"
Include = "-I " + config.lockstep_source + "/include"
Clang = f"{config.llvm_tools}/clang -std=c17 {Compile} {Include}"
Clangxx = f"{config.llvm_tools}/clang++ -std=c++20 {Compile} {Include}"

# Longer names first: lit replaces in this order, wherever it finds the text.
config.substitutions += [
    ("%clangxx", f"{Clangxx} -fpass-plugin={Plugin}"),
    ("%clang", f"{Clang} -fpass-plugin={Plugin}"),
    ("%plainxx", Clangxx),
    ("%plain", Clang),
    ("%libcxx", "-stdlib=libc++"),
    ("%asan", "-fsanitize=address"),
    ("%run", f"env LD_PRELOAD={Runtime}"),
    ("%lockstep", config.lockstep_build + "/bin/lockstep"),
    ("%plugin", Plugin),
    ("%rt", Runtime),
    ("%fresh", "rm -rf %t.dir && mkdir -p %t.dir && cd %t.dir"),
]

Llvm = "/usr/lib/llvm-" + config.llvm_version
if os.path.exists(Llvm + "/include/c++/v1/thread"):
    config.available_features.add("libcxx")
for Base, _, Names in os.walk(Llvm + "/lib/clang"):
    if "libclang_rt.asan.a" in Names or "libclang_rt.asan-x86_64.a" in Names:
        config.available_features.add("asan")
if os.path.exists("/usr/bin/gdb"):
    config.available_features.add("gdb")

try:
    import psutil  # needed by lit to end a test's processes

    del psutil
    lit_config.maxIndividualTestTime = 120
except ImportError:
    lit_config.note("without python3-psutil a test that hangs is not ended")
