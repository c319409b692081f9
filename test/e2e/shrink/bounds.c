// Intent: what a bound leaves is usable: to go on with it leads to the same.
// RUN: %fresh && %clang %s -o program
// RUN: not %lockstep run -n 2000 -- ./program 2> found
// RUN: cp lockstep-traces/*.lstrace big.lstrace
// RUN: %lockstep shrink -o whole.lstrace big.lstrace 2>&1 | FileCheck --check-prefix=WHOLE %s
// RUN: %lockstep shrink --max-attempts=3 big.lstrace 2>&1 | FileCheck %s
// RUN: %lockstep validate big.min.lstrace
// RUN: %lockstep shrink big.min.lstrace 2>&1 | FileCheck --check-prefix=WHOLE %s
// RUN: cmp big.min.lstrace whole.lstrace
// RUN: not %lockstep shrink --prove --max-attempts=3 whole.lstrace 2>&1 | FileCheck --check-prefix=PROOF %s
// RUN: not %lockstep shrink -o no/such/folder.lstrace big.lstrace 2>&1 | FileCheck --check-prefix=FOLDER %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Balance, Steps;

static void *deposit(void *Unused) {
  for (int I = 0; I < 20; ++I) {
    int Old = Balance;
    ++Steps;
    Balance = Old + 1;
  }
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, deposit, 0);
  deposit(0);
  pthread_join(Thread, 0);
  assert(Balance == 40);
  return 0;
}
// WHOLE: 2 context switches (1 preemptive)
// WHOLE: nothing simpler was left to try
// CHECK: stopped after 3 attempts
// CHECK-NEXT: the same command goes on with {{.*}}big.min.lstrace
// PROOF: not proven: the bounds were reached after
// FOLDER: cannot write 'no/such/folder.lstrace{{.*}}': No such file or directory
