// REQUIRES: gdb
// Intent: gdb's own breakpoints work on the way forward, do not hold up the way
// back, and the program's environment and descriptors are those of a replay.
// RUN: %fresh && %clang %s -o prog && not env LOCKSTEP_STRATEGY=pos ./prog 'two words' '$HOME'
// RUN: mv lockstep-traces/prog-*.lstrace it
// RUN: %lockstep replay --gdb --batch --at 1 --ex 'break visited' --ex 'lockstep goto 4' --ex 'info breakpoints' --ex 'lockstep goto 4' --ex 'lockstep goto 2' --ex 'delete' --ex continue it 2>&1 | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((noinline)) static void visited(void) { __asm__ volatile(""); }

static void *work(void *Unused) {
  visited();
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
  fprintf(stderr, "%s: %s, %s\n", Arguments[0], Arguments[1], Arguments[2]);
  assert(Count == 3 && !getenv("LD_PRELOAD") && !getenv("LOCKSTEP_TASK"));
  assert(!"the end");
}
// CHECK: Step 1 of
// CHECK: Breakpoint 1 at
// CHECK: Breakpoint 1.
// CHECK: Step 2 of {{.*}} is done. T1 did: thread starts.
// CHECK-NEXT: {{#[0-9]+ .*}}visited () at {{.*}}breakpoints.c
// CHECK: breakpoint already hit 1 time
// CHECK: Step 4 of
// CHECK: Step 2 of {{.*}} T1 is about to: thread starts.
// CHECK: ./prog: two words, $HOME
// CHECK: Assertion `!"the end"' failed
