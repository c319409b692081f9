// Intent: a finding that an earlier campaign kept is the first thing that the
// next one finds, whatever its strategy, seed and number of jobs; and when the
// bug is gone, that is said of the execution and the campaign goes on.
// RUN: %fresh && %clang %s -pthread -o program
// RUN: not env LOCKSTEP_CORPUS=kept LOCKSTEP_STRATEGY=random ./program > first 2>&1
// RUN: FileCheck %s < first
// RUN: not env LOCKSTEP_CORPUS=kept LOCKSTEP_STRATEGY=round-robin LOCKSTEP_SEED=9 LOCKSTEP_OPTIONS=summary_json=s.json ./program > again 2>&1
// RUN: FileCheck --check-prefix=AGAIN %s < again
// RUN: grep -q '"first_finding": {"execution": 1,' s.json
// RUN: not env LOCKSTEP_CORPUS=kept LOCKSTEP_STRATEGY=round-robin LOCKSTEP_SEED=9 LOCKSTEP_JOBS=2 ./program > jobs 2>&1
// RUN: diff again jobs
// RUN: grep '^Replay: ' again | sed 's/Replay: //' > replay.sh && not sh replay.sh 2>&1 | FileCheck %s
// RUN: %clang %s -pthread -DMENDED -o program
// RUN: env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=20 ./program 2>&1 | FileCheck --check-prefix=MENDED %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int Left, Right;

static void *move(void *Unused) {
#ifndef MENDED
  ++Left;
#endif
  --Right;
  return Unused;
}

int main(void) {
  pthread_t Mover;
  pthread_create(&Mover, 0, move, 0);
#ifndef MENDED
  int Sum = Left + Right;
  assert(Sum == 0);
#endif
  pthread_join(Mover, 0);
}
// CHECK: SUMMARY: Lockstep: assertion {{.*}}known_first.c:34 in main
// AGAIN: this is an execution of the corpus
// AGAIN: SUMMARY: Lockstep: assertion {{.*}}known_first.c:34 in main
// MENDED: Lockstep: {{[0-9]+}} executions, no findings
// MENDED: Lockstep: corpus 'kept': {{[0-9]+}} executions of it ran
