// Intent: what no schedule is to blame for is not shrunk, and says so.
// RUN: %fresh && %clang %s -o program
// RUN: not %lockstep run -n 1 --max-steps=3 -- ./program 2> found
// RUN: not %lockstep shrink lockstep-traces/*.lstrace 2>&1 | FileCheck %s
// RUN: not env LOCKSTEP_TASK=shrink LOCKSTEP_STRATEGY=pct ./program 2>&1 | FileCheck --check-prefix=TRACE %s
// RUN: rm -r lockstep-traces && not %lockstep run -n 1 --expected-exit=1 -- ./program 2> found
// RUN: %clang -DCHANGED %s -o program
// RUN: not %lockstep shrink lockstep-traces/*.lstrace 2>&1 | FileCheck --check-prefix=CHANGED %s
#include <pthread.h>

static void *work(void *Unused) { return Unused; }

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
#ifdef CHANGED
  return 1;
#endif
  return 0;
}
// CHECK: cannot shrink '{{.*}}.lstrace': the trace ends with step-limit, which no schedule is to blame for
// TRACE: LOCKSTEP_TASK='shrink': name the trace that it is about in LOCKSTEP_TRACE
// CHANGED: WARNING: {{.*}} changed since the trace was made
// CHANGED: cannot shrink: the trace ends with exit-status, its replay here with {{passed|divergence}}
