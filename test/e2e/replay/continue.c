// Intent: a trace is gone on from: the finding comes back in the same program
// and in one that is not mended, and not in one that is.
// RUN: %fresh && %clang -DCHANGE=0 %s -o prog && not env LOCKSTEP_STRATEGY=pos ./prog
// RUN: mv lockstep-traces/prog-*.lstrace it
// RUN: sh -c '%lockstep replay --continue it 2>&1; echo status $?' | FileCheck %s
// RUN: %clang -DCHANGE=12 %s -o prog
// RUN: sh -c '%lockstep replay --continue --seed 3 it 2>&1; echo status $?' | FileCheck %s --check-prefixes=CHANGED,CHECK
// RUN: %clang -DCHANGE=13 %s -o prog
// RUN: sh -c '%lockstep replay --continue --strategy pct -n 50 it 2>&1; echo status $?' | FileCheck %s --check-prefixes=CHANGED,MENDED
#include <assert.h>
#include <pthread.h>
#define DO(Where, What) ((CHANGE) / 10 == Where || (CHANGE) % 10 == Where ? What(&Lock) : 0)

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int Value;
static void *work(void *Unused) {
  DO(1, pthread_mutex_lock);
  int Seen = Value;
  DO(2, pthread_mutex_unlock);
  Value = Seen + 1;
  DO(3, pthread_mutex_unlock);
  return Unused;
}
int main(void) {
  pthread_t Threads[2];
  pthread_create(&Threads[0], 0, work, 0), pthread_create(&Threads[1], 0, work, 0);
  pthread_join(Threads[0], 0), pthread_join(Threads[1], 0);
  assert(Value == 2);
}
// CHANGED: Lockstep: '{{.*}}prog' changed since the trace was made
// CHECK: SUMMARY: Lockstep: assertion {{.*}} in main
// CHECK-NEXT: Lockstep: followed all {{[0-9]+}} decisions of the trace
// CHECK: Lockstep: the same finding came back in {{[1-9][0-9]*}} of 100 continuations
// CHECK-NEXT: status 70
// MENDED-NOT: SUMMARY
// MENDED: Lockstep: followed {{.*}} decisions of the trace: the recorded schedule can be followed to its end and passes
// MENDED: Lockstep: 0 of 50 continuations fail: the bug seems gone
// MENDED-NEXT: status 0
