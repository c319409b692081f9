//===- Kernel.cpp - System calls without libc -----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/Kernel.h"

#include <cerrno>
#include <csignal>

using namespace lockstep;

pid_t lockstep::rawFork() {
  return pid_t(kernelCall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
}

void lockstep::writeAll(int Descriptor, const char *Text,
                        unsigned long Length) {
  while (Length) {
    long Written = kernelCall(SYS_write, Descriptor, long(Text), long(Length));
    if (Written == -EINTR)
      continue;
    if (Written <= 0)
      return;
    Text += Written;
    Length -= (unsigned long)Written;
  }
}
