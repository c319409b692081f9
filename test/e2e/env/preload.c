// Intent: the preload goes through sh, env and taskset, and drives only the
// program that carries hooks; the program's children run free.
// RUN: %fresh && %clang %S/../Inputs/passing.c -o prog
// RUN: env LOCKSTEP_ITERATIONS=3 %run sh -c 'echo from the shell; env A=b taskset -c 0 ./prog one two; echo status $?' 2>&1 | FileCheck %s
// RUN: env LOCKSTEP_ITERATIONS=3 %run true 2>&1 | count 0
// RUN: env LOCKSTEP_ITERATIONS=3 %run sh -c 'true | cat' 2>&1 | count 0
// RUN: %clang %s -o parent
// RUN: env LOCKSTEP_ITERATIONS=2 LOCKSTEP_OPTIONS=output=all %run ./parent 2>&1 | FileCheck %s --check-prefix=CHILD
#include <pthread.h>
#include <stdlib.h>

static void *work(void *Unused) { return Unused; }

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
  return system("./prog child") || system("env | grep LOCKSTEP") == 0;
}
// CHECK: from the shell
// CHECK-NEXT: Lockstep: 3 executions, no findings
// CHECK-NEXT: Lockstep: explored
// CHECK-NEXT: status 0
// CHILD-COUNT-2: 1 arguments, counted to 2
// CHILD: Lockstep: 2 executions, no findings
