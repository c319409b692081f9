// Intent: an execution that is found again takes the place of a damaged file.
// RUN: %fresh && %clang %s -pthread -o program
// RUN: env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=50 ./program && cp -r kept whole
// RUN: sh -c 'for T in whole/*; do head -c 100 $T > kept/${T#whole/} || exit 1; done'
// RUN: env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=50 ./program 2>&1 | FileCheck %s
// RUN: diff -r whole kept
// RUN: env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=50 ./program 2>&1 | FileCheck --check-prefix=AGAIN %s
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
  int Seen = Value;
  pthread_join(Thread, 0);
  return Seen > 1;
}
// CHECK: WARNING: {{.*}} was cut in its tables, {{.*}}left out of the corpus
// CHECK: 0 executions of it ran; {{[1-9][0-9]*}} added
// AGAIN-NOT: WARNING
// AGAIN: corpus 'kept': {{[1-9][0-9]*}} executions of it ran; 0 added
