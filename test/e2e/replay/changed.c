// Intent: a binary that changed is named, and the first event that differs,
// expected against actual.
// RUN: %fresh && %clang %s -o prog
// RUN: not env LOCKSTEP_STRATEGY=random ./prog
// RUN: cp lockstep-traces/prog-*.lstrace it
// RUN: %clang -DCHANGED %s -o prog
// RUN: sh -c 'LOCKSTEP_TRACE=it ./prog 2>&1; echo status $?' | FileCheck %s
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t First = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t Second = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *Unused) {
#ifdef CHANGED
  pthread_mutex_lock(&Second);
#endif
  pthread_mutex_lock(&First);
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
  assert(0);
}
// CHECK: Lockstep: WARNING: '{{.*}}prog' changed since the trace was made (build id
// CHECK: Lockstep: divergence: the replay differs from its trace at step
// CHECK: expected: T1:
// CHECK-NEXT: actual: {{ *}}T1: lock mutex
// CHECK: The program, its input or its environment is not the recorded one
// CHECK: SUMMARY: Lockstep: divergence {{.*}}changed.c:
// CHECK: status 83
