// Intent: a plug-in that answers what it must not ends the campaign with status
// 2 and its name, whoever ran the execution; it is not the program's fault.
// RUN: %fresh && %clang %s -o prog && %plain -shared -fPIC %S/Inputs/wrong.c -o wrong.so
// RUN: sh -c 'LOCKSTEP_ITERATIONS=100 LOCKSTEP_STRATEGY=./wrong.so ./prog 2>&1; echo status $?' | FileCheck %s
// RUN: sh -c 'LOCKSTEP_JOBS=3 LOCKSTEP_ITERATIONS=100 LOCKSTEP_STRATEGY=./wrong.so:after=50 ./prog 2>&1; echo status $?' | FileCheck %s
// RUN: sh -c 'LOCKSTEP_ITERATIONS=100 LOCKSTEP_STRATEGY=./wrong.so:answer=9 ./prog 2>&1; echo status $?' | FileCheck %s --check-prefix=BORN
// RUN: %plain -shared -fPIC -DPLAIN %S/Inputs/wrong.c -o right.so
// RUN: env LOCKSTEP_ITERATIONS=100 LOCKSTEP_STRATEGY=./right.so ./prog 2>&1 | FileCheck %s --check-prefix=RIGHT
#include <pthread.h>

static void *work(void *Unused) { return Unused; }

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK-NOT: SUMMARY
// CHECK: Lockstep: plug-in './wrong.so': its pick() answered thread 0 at decision {{[0-9]+}}, which cannot go on now; it must answer one of view->enabled: 1
// CHECK-NEXT: status 2
// BORN: Lockstep: plug-in './wrong.so': its pick() answered thread 9 at decision 0, which does not exist; it must answer one of view->enabled: 0
// BORN-NEXT: status 2
// RIGHT: 100 executions, no findings (./right.so, seed 1, 2 threads
