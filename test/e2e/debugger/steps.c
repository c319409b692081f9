// REQUIRES: gdb
// Intent: gdb stops at any step of the schedule, forward and back, with the
// thread that is about to go on and the values of then.
// RUN: %fresh && %clang -O0 %s -o prog && not env LOCKSTEP_STRATEGY=pos ./prog
// RUN: mv lockstep-traces/prog-*.lstrace it
// RUN: %lockstep replay --gdb --batch --at 3 --ex 'lockstep until Value' --ex 'lockstep until Value' --ex 'lockstep until Value' --ex 'lockstep perform' --ex next --ex 'echo now\n' --ex 'print Value' --ex 'print Seen' --ex 'lockstep back' --ex 'print Value' --ex 'lockstep back 2' --ex 'lockstep step 2' --ex 'lockstep goto 0' it 2>&1 | FileCheck %s
#include <assert.h>
#include <pthread.h>

static volatile int Value = 5;

static void *work(void *Unused) {
  int Seen = Value;
  Value = Seen + 1;
  return Unused;
}

int main(void) {
  pthread_t Threads[2];
  pthread_create(&Threads[0], 0, work, 0);
  pthread_create(&Threads[1], 0, work, 0);
  pthread_join(Threads[0], 0);
  pthread_join(Threads[1], 0);
  assert(Value == 7);
  return 0;
}
// CHECK: Step 3 of [[LAST:[0-9]+]]. {{.*}}is about to: {{.*}} more, then: assertion.
// CHECK: Step {{[0-9]+}} of [[LAST]]. T{{[12]}} is about to: volatile read Value, at steps.c:[[@LINE-15]] in work.
// CHECK-NEXT: {{#[0-9]+ .*}} in work ({{.*}}) at {{.*}}steps.c:[[@LINE-16]]
// CHECK: is about to: volatile read Value, at steps.c
// CHECK: Step [[STEP:[0-9]+]] of [[LAST]]. [[WRITER:T[12]]] is about to: volatile write Value, at steps.c:[[@LINE-17]] in work.
// CHECK: Step [[STEP]] of [[LAST]] is done. [[WRITER]] did: volatile write Value.
// CHECK: now
// CHECK-NEXT: $1 = 6
// CHECK-NEXT: $2 = 5
// CHECK: Step [[STEP]] of [[LAST]]. [[WRITER]] is about to: volatile write Value
// CHECK: $3 = 5
// CHECK: Step {{[0-9]+}} of
// CHECK: Step [[STEP]] of [[LAST]]. [[WRITER]] is about to: volatile write Value
// CHECK: Step 0 of [[LAST]]. T0 main is about to: thread starts.
