// REQUIRES: gdb
// Intent: wrong commands say what is wrong, name what there is, and change
// nothing; after the program's end, goto starts it again.
// RUN: %fresh && %clang %s -o prog && not env LOCKSTEP_STRATEGY=pos ./prog
// RUN: mv lockstep-traces/prog-*.lstrace it
// RUN: %lockstep replay --gdb --batch --at 3 --ex 'lockstep goto 99' --ex 'lockstep goto' --ex 'lockstep step many' --ex 'lockstep step 99' --ex 'lockstep back 99' --ex 'lockstep until Valeu' --ex 'lockstep until' --ex 'lockstep thread 7' --ex 'lockstep where now' --ex 'lockstep where' --ex 'kill' --ex 'lockstep where' --ex 'lockstep goto 2' it > out 2> err || true
// RUN: FileCheck %s < err && FileCheck %s --check-prefix=OUT < out
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic int Value;

static void *work(void *Unused) {
  ++Value;
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
  abort();
}
// CHECK: There is no step 99: the trace has the steps 0 to [[LAST:[0-9]+]].
// CHECK-NEXT: Which step?
// CHECK-NEXT: 'many' is not a number of steps.
// CHECK-NEXT: There are only {{[0-9]+}} steps after this one; 'continue' goes to the end.
// CHECK-NEXT: There are only 3 steps before this one.
// CHECK-NEXT: There is no object 'Valeu' in the trace. Did you mean Value?
// CHECK-NEXT: Until what? Name an object.
// CHECK-NEXT: There is no thread '7' at this step; 'lockstep threads' lists them.
// CHECK-NEXT: This command has no argument.
// CHECK-NEXT: The program does not run; 'lockstep goto N' starts it.
// OUT-COUNT-2: Step 3 of
// OUT: Step 2 of
