// Intent: the step to blame for what was checked too early is the check; the
// answer is the same each time, whatever the jobs.
// RUN: %fresh && %clang %s -o prog
// RUN: not env LOCKSTEP_ITERATIONS=2000 ./prog
// RUN: %lockstep why lockstep-traces/*.lstrace 2> one
// RUN: %lockstep why --jobs=3 lockstep-traces/*.lstrace 2> three
// RUN: cmp one three
// RUN: FileCheck %s < one
// CHECK: After step {{[0-9]+}} it fails in {{[0-9]+}} % of the executions, before in {{[0-9]+}} %.
// CHECK-NEXT: T{{[01].*}}: load Seats: 1 {{.*}}why.c:21
// CHECK-NEXT: 21 | {{.*}}if (Seats > 0) {
// CHECK: after step  fails
// CHECK: 100 %  ####
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Seats = 1, Asked;

static void *book(void *Unused) {
  if (Seats > 0) {
    for (int I = 0; I < 4; ++I)
      ++Asked;
    --Seats;
  }
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, book, 0);
  book(0);
  pthread_join(Thread, 0);
  assert(Seats == 0);
}
