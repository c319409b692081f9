// Intent: a campaign begins with what an earlier one has learnt: all that its
// executions show is covered before the first schedule of its own.
// RUN: %fresh && %clang %s -pthread -o program
// RUN: env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=200 LOCKSTEP_OPTIONS=summary_json=1.json ./program 2>&1 | FileCheck %s
// RUN: env LOCKSTEP_CORPUS=kept LOCKSTEP_SEED=2 LOCKSTEP_ITERATIONS=1 LOCKSTEP_OPTIONS=summary_json=2.json ./program
// RUN: env LOCKSTEP_SEED=2 LOCKSTEP_ITERATIONS=1 LOCKSTEP_OPTIONS=summary_json=3.json ./program
// RUN: grep -o '"reads_from_pairs": [0-9]*' 1.json > 1 && grep -o '"reads_from_pairs": [0-9]*' 2.json | diff 1 -
// RUN: grep -o '"reads_from_pairs": [0-9]*' 3.json | not diff 1 -
// The same schedules with several jobs, and nothing new to keep.
// RUN: ls kept > names && env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=200 LOCKSTEP_JOBS=2 ./program > jobs 2>&1 && ls kept | diff names -
// RUN: env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=200 ./program 2>&1 | diff jobs -
// What is kept is a trace as any other.
// RUN: sh -c 'for T in kept/*; do %lockstep validate $T && LOCKSTEP_TRACE=$T ./program || exit 1; done'
// Another program does not touch it, nor do other arguments.
// RUN: %clang %s -pthread -DOTHER -o other && env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=5 ./other 2>&1 | FileCheck --check-prefix=NONE %s
// RUN: env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=5 ./program x 2>&1 | FileCheck --check-prefix=NONE %s
// Built again with all sites moved: what is left of it is followed.
// RUN: %clang %s -pthread -DOTHER -o program && env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=5 ./program 2>&1 | FileCheck --check-prefix=AGAIN %s
#include <pthread.h>
#include <stdatomic.h>

static atomic_int Value;
#ifdef OTHER
static atomic_int More;
#endif

static void *work(void *Unused) {
#ifdef OTHER
  ++More;
#endif
  Value = 1;
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  int Seen = Value;
  pthread_join(Thread, 0);
  return Seen > 1;
}
// CHECK: Lockstep: corpus 'kept': 0 executions of it ran; {{[1-9][0-9]*}} added
// NONE: Lockstep: corpus 'kept': 0 executions of it ran
// AGAIN: Lockstep: corpus 'kept': {{[1-9][0-9]*}} execution{{s?}} of it ran
