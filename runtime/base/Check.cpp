//===- Check.cpp - Internal consistency checks ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Check.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

void lockstep::checkFailed(const char *Condition, const char *File, int Line) {
  char Text[512];
  int Length = snprintf(Text, sizeof Text,
                        "Lockstep: internal error: %s:%d: check failed: %s\n",
                        File, Line, Condition);
  if (Length > 0)
    (void)!write(STDERR_FILENO, Text,
                 Length < int(sizeof Text) ? Length : int(sizeof Text) - 1);
  signal(SIGABRT, SIG_DFL);
  abort();
}
