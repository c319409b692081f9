// Intent: loud warnings: nothing is instrumented; only one thread ever ran.
// RUN: %fresh && %plain %S/../Inputs/passing.c -o plain && %clang %s -o alone
// RUN: %lockstep run -n 5 ./plain 2>&1 | FileCheck %s --check-prefix=PLAIN
// RUN: %lockstep run -n 5 ./alone 2>&1 | FileCheck %s --check-prefix=ALONE
// RUN: env LOCKSTEP_ITERATIONS=5 ./alone 2>&1 | FileCheck %s --check-prefix=ALONE
// RUN: env LOCKSTEP_ITERATIONS=5 %run ./plain 2>&1 | FileCheck %s --check-prefix=FREE
#include <stdatomic.h>

static _Atomic int Counter;

int main(void) { return ++Counter != 1; }
// PLAIN: Lockstep: WARNING: NOTHING IN THIS PROGRAM IS INSTRUMENTED: only its calls of locks and the like are scheduling points, no access to memory, so most bugs stay hidden; build it with lockstep-clang or -fpass-plugin=LockstepPass.so
// PLAIN-NOT: INSTRUMENTED
// ALONE: Lockstep: WARNING: the program never had more than one thread; there is no schedule to explore
// FREE: counted to 2
// FREE-NOT: Lockstep
