//===- forks.c - The bare rate of fork, exit and wait ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Usage: forks COUNT [run]. Linked with three.c, whose main is renamed: the
// children are copies of the same program. They exit at once; with `run` they
// run its main first, with threads of the kernel.

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int programMain(void);

int main(int ArgCount, char **Arguments) {
  if (ArgCount < 2)
    return 2;
  int Run = ArgCount > 2 && !strcmp(Arguments[2], "run");
  for (long I = atol(Arguments[1]); I > 0; --I) {
    pid_t Child = fork();
    if (Child < 0)
      return 1;
    if (Child == 0) {
      if (Run)
        exit(programMain());
      _exit(0);
    }
    waitpid(Child, 0, 0);
  }
  return 0;
}
