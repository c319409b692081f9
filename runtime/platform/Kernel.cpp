//===- Kernel.cpp - System calls without libc -----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/Kernel.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>

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

int lockstep::duplicateHigh(int Descriptor) {
  constexpr int First = 900;
  long Copy = kernelCall(SYS_fcntl, Descriptor, F_DUPFD_CLOEXEC, First);
  // A low limit of open files.
  if (Copy < 0)
    Copy = kernelCall(SYS_fcntl, Descriptor, F_DUPFD_CLOEXEC, 3);
  return Copy < 0 ? -1 : int(Copy);
}
