// Intent: traces that are cut, changed, empty, foreign or missing give a
// clear error and status 2; a cut one that can be read in part says
// so.
// RUN: %fresh && %clang %s -o prog
// RUN: not env LOCKSTEP_STRATEGY=random ./prog
// RUN: cp lockstep-traces/prog-*.lstrace it && head -c 40 it > cut && touch empty && cp prog foreign
// RUN: sh -c 'head -c 30 it; printf "\377\377"; tail -c +33 it' > flipped
// RUN: sh -c 'LOCKSTEP_TRACE=missing ./prog 2>&1; echo status $?' | FileCheck %s -DFILE=missing -DHOW="cannot read the trace"
// RUN: sh -c 'LOCKSTEP_TRACE=. ./prog 2>&1; echo status $?' | FileCheck %s -DFILE=. -DHOW="the trace"
// RUN: sh -c 'LOCKSTEP_TRACE=empty ./prog 2>&1; echo status $?' | FileCheck %s -DFILE=empty -DHOW="the trace"
// RUN: sh -c 'LOCKSTEP_TRACE=cut ./prog 2>&1; echo status $?' | FileCheck %s -DFILE=cut -DHOW="the trace"
// RUN: sh -c 'LOCKSTEP_TRACE=flipped ./prog 2>&1; echo status $?' | FileCheck %s -DFILE=flipped -DHOW="the trace"
// RUN: sh -c 'LOCKSTEP_TRACE=foreign ./prog 2>&1; echo status $?' | FileCheck %s -DFILE=foreign -DHOW="the trace"
// RUN: not %lockstep replay foreign 2>&1 | FileCheck %s --check-prefix=CLI
#include <pthread.h>
#include <stdlib.h>

static void *work(void *Unused) { abort(); }

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: Lockstep: [[HOW]] '[[FILE]]'
// CHECK-NEXT: status 2
// CLI: foreign
