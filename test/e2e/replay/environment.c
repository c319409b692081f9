// Intent: a replay warns when arguments or relevant variables differ from the
// recorded ones; lockstep replay restores them.
// RUN: %fresh && %clang %s -o prog
// RUN: not env LOCKSTEP_STRATEGY=random TZ=UTC ./prog one
// RUN: cp lockstep-traces/prog-*.lstrace it
// RUN: not env LOCKSTEP_TRACE=it TZ=CET ./prog two 2>&1 | FileCheck %s
// RUN: not env TZ=CET %lockstep replay it 2>&1 | FileCheck %s --check-prefix=RESTORED
#include <pthread.h>
#include <stdlib.h>

static void *work(void *Unused) { abort(); }

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK-DAG: Lockstep: WARNING: the arguments differ from the recorded ones
// CHECK-DAG: Lockstep: WARNING: the environment differs: recorded TZ=UTC
// CHECK-DAG: Lockstep: WARNING: the environment differs: now TZ=CET
// CHECK: SUMMARY: Lockstep: abort
// RESTORED-NOT: WARNING
// RESTORED: SUMMARY: Lockstep: abort
