// Intent: the output of passing executions is kept back; the report shows the
// failing one's; output=all shows every one's, output=none none.
// RUN: %fresh && %clang %s -o prog
// RUN: %explore assertion ./prog > out && FileCheck %s < out && FileCheck %s --check-prefix=KEPT < out
// RUN: env LOCKSTEP_OPTIONS=output=none %explore assertion ./prog | FileCheck %s --check-prefix=NONE
// RUN: env LOCKSTEP_OPTIONS=output=all LOCKSTEP_ITERATIONS=3 %explore passed ./prog clean | FileCheck %s --check-prefix=ALL
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static _Atomic int Ready;

static void *work(void *Clean) {
  int Seen = Ready;
  printf("seen %d\n", Seen);
  fflush(stdout);
  fprintf(stderr, "complaint\n");
  assert(Clean || Seen != 1);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, Count > 1 ? &Thread : 0);
  Ready = 1;
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: Output of the program in this execution
// CHECK-NEXT: | seen 1
// CHECK-NEXT: | complaint
// KEPT-NOT: seen 0
// NONE-NOT: seen
// NONE: SUMMARY: Lockstep: assertion
// ALL-COUNT-9: seen
