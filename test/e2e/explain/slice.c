// Intent: a lost update is explained by the reads that did not see it; what
// nobody reads is left out of the slice, and of the report.
// RUN: %fresh && %clang %s -o prog
// RUN: not env LOCKSTEP_STRATEGY=random LOCKSTEP_ITERATIONS=2000 ./prog 2> report
// RUN: FileCheck --check-prefix=REPORT %s < report
// RUN: %lockstep slice lockstep-traces/*.lstrace | FileCheck %s
// RUN: not %lockstep replay --schedule=all lockstep-traces/*.lstrace 2>&1 | FileCheck --check-prefix=ALL %s
// REPORT: Schedule: {{[0-9]+}} events ({{[0-9]+}} led to the failure)
// REPORT-NOT: Noise
// CHECK: events led to this end
// CHECK-NOT: Noise
// CHECK: load Balance: 0 {{.*}}
// CHECK: store Balance = {{.*}}slice.c:25 {{(overwritten|read) by T}}
// CHECK-NOT: Noise
// CHECK: end{{.*}}assertion
// ALL: Noise
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

_Atomic int Balance, Noise;

static void *deposit(void *Amount) {
  int Old = Balance;
  Balance = Old + *(int *)Amount;
  return 0;
}

int main(void) {
  static int Amounts[] = {1, 2};
  pthread_t Threads[2];
  pthread_create(&Threads[0], 0, deposit, &Amounts[0]);
  pthread_create(&Threads[1], 0, deposit, &Amounts[1]);
  for (int I = 0; I < 9; ++I)
    Noise = I;
  pthread_join(Threads[0], 0);
  pthread_join(Threads[1], 0);
  assert(Balance == 3);
  return 0;
}
