// Intent: LOCKSTEP_STOP=saturated ends a campaign that shows nothing new, and
// the summary says how much was explored; a bad value is refused.
// RUN: %fresh && %clang %s -o prog
// RUN: env LOCKSTEP_STOP=saturated LOCKSTEP_ITERATIONS=100000 LOCKSTEP_OPTIONS=summary_json=s ./prog 2>&1 | FileCheck %s
// RUN: FileCheck --check-prefix=JSON %s < s
// RUN: env LOCKSTEP_ITERATIONS=100 LOCKSTEP_OPTIONS=summary_json=s ./prog 2>&1 | FileCheck --check-prefix=WHOLE %s
// RUN: not env LOCKSTEP_STOP=soon LOCKSTEP_ITERATIONS=9 ./prog 2>&1 | FileCheck --check-prefix=BAD %s
// RUN: env LOCKSTEP_STOP=saturated LOCKSTEP_TIME=600 ./prog 2>&1 | FileCheck --check-prefix=TIME %s
// CHECK: Lockstep: {{[0-9]?[0-9]?[0-9]}} executions, no findings
// CHECK: explored 2 schedules and 2 behaviors of {{[0-9]+}} sites; 1 of 1 possible reads-from pair; the next execution shows a new behavior with a chance of about 0 %
// CHECK: ended before its 100000 executions: saturated
// JSON: "saturated": true{{.*}}"behaviors": 2, {{.*}}"missing_pairs": 0
// WHOLE: Lockstep: 100 executions
// WHOLE-NOT: saturated
// TIME: ended before its time was over: saturated
// BAD: LOCKSTEP_STOP='soon': give saturated, or leave it out
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Flag;

static void *work(void *Unused) {
  (void)Unused;
  Flag = 1;
  return 0;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  int Seen = Flag;
  pthread_join(Thread, 0);
  return Seen > 1;
}
