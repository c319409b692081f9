// Intent: what cannot be written for want of space is said, and no empty or cut
// file is left in its place, nor beside it.
// RUN: %fresh && %clang %s -pthread -o program && mkdir out
// RUN: not env LOCKSTEP_ITERATIONS=100 LOCKSTEP_CORPUS=whole ./program
// RUN: sh -c 'trap "" XFSZ; ulimit -f 0; LOCKSTEP_ITERATIONS=100 LOCKSTEP_CORPUS=out LOCKSTEP_OPTIONS=trace_dir=out:summary_json=out/s.json ./program 2>&1; echo status $?' | FileCheck %s
// RUN: sh -c 'trap "" XFSZ; ulimit -f 0; %lockstep corpus merge out whole 2>&1; echo status $?' | FileCheck %s --check-prefix=MERGE
// RUN: ls out | count 0
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int Value;

static void *work(void *Unused) {
  Value = 1;
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  assert(!Value);
  pthread_join(Thread, 0);
}
// CHECK-DAG: no trace was written: cannot write 'out/program-{{.*}}': File too large
// CHECK-DAG: nothing more is kept: cannot write 'out/program-{{.*}}': File too large
// CHECK-DAG: summary_json: cannot write 'out/s.json{{.*}}': File too large
// CHECK: status 70
// MERGE: cannot write 'out/program-{{.*}}': File too large
// MERGE: status 2
