// Intent: an execution that is killed leaves a trace that replays to the same
// end.
// RUN: %fresh && %clang %s -o prog
// RUN: %explore signal ./prog | FileCheck %s
// RUN: rm -r lockstep-traces && not env LOCKSTEP_STRATEGY=pos ./prog
// RUN: cp lockstep-traces/prog-*.lstrace it
// RUN: %S/../Inputs/replay-often 10 it ./prog | FileCheck %s --check-prefix=AGAIN
// RUN: env LOCKSTEP_OPTIONS=switcher=threads %S/../Inputs/replay-often 3 it ./prog | FileCheck %s --check-prefix=AGAIN
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

static _Atomic int Ready;

static void *work(void *Unused) {
  if (Ready == 0)
    raise(SIGKILL);
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  Ready = 1;
  pthread_join(Thread, 0);
  return 0;
}
// CHECK-COUNT-3: Lockstep: signal: T1 was ended by SIGKILL (killed)
// AGAIN: Lockstep: signal: T1 was ended by SIGKILL (killed)
// AGAIN: SUMMARY: Lockstep: signal
