// Intent: deadlocks and livelocks replay, too, with the same exit status.
// RUN: %fresh && %clang %s -o prog
// RUN: env LOCKSTEP_STRATEGY=pct not ./prog a
// RUN: cp lockstep-traces/* a.lstrace
// RUN: %S/../Inputs/replay-often 5 a.lstrace ./prog a | FileCheck %s --check-prefix=DEAD
// RUN: rm -r lockstep-traces && env LOCKSTEP_STRATEGY=random not ./prog b
// RUN: cp lockstep-traces/* b.lstrace
// RUN: %S/../Inputs/replay-often 5 b.lstrace ./prog b | FileCheck %s --check-prefix=LIVE
// RUN: env LOCKSTEP_OPTIONS=switcher=threads %S/../Inputs/replay-often 5 b.lstrace ./prog b | FileCheck %s --check-prefix=LIVE
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
_Atomic int Flag;

static void *work(void *Kind) {
  if (*(char *)Kind == 'a')
    pthread_mutex_lock(&Lock);
  else
    while (!Flag)
      ;
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_mutex_lock(&Lock);
  pthread_create(&Thread, 0, work, Arguments[1]);
  pthread_join(Thread, 0);
  return 0;
}
// DEAD: SUMMARY: Lockstep: deadlock {{.*}}hang.c
// LIVE: SUMMARY: Lockstep: livelock {{.*}}hang.c
