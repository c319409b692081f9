// Intent: of a deadlock and an execution that passes, diff names the two locks
// that were taken in another order; it finds such an execution by itself, too.
// RUN: %fresh && %clang %s -o prog
// RUN: not %lockstep run -n 2000 --trace-passing=pass.lstrace -- ./prog
// RUN: %lockstep diff lockstep-traces/*.lstrace pass.lstrace | FileCheck %s
// RUN: mv lockstep-traces/*.lstrace it.lstrace && %lockstep diff it.lstrace | FileCheck %s
// RUN: cp it.pass.lstrace once && %lockstep diff it.lstrace && cmp once it.pass.lstrace
// RUN: not %lockstep diff pass.lstrace 2>&1 | FileCheck --check-prefix=PASS %s
// RUN: not %lockstep why pass.lstrace 2>&1 | FileCheck --check-prefix=PASS %s
// CHECK: SUMMARY: Lockstep: deadlock
// CHECK: SUMMARY: Lockstep: passed
// CHECK: They part at step
// CHECK: of dependent events in another order
// CHECK: never, it waits at the end
// PASS: the trace ends with passed
#include <pthread.h>

static pthread_mutex_t A = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t B = PTHREAD_MUTEX_INITIALIZER;

static void both(pthread_mutex_t *First, pthread_mutex_t *Then) {
  pthread_mutex_lock(First);
  pthread_mutex_lock(Then);
  pthread_mutex_unlock(Then);
  pthread_mutex_unlock(First);
}

static void *work(void *Unused) {
  both(&A, &B);
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  both(&B, &A);
  pthread_join(Thread, 0);
}
