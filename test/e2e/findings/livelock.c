// Intent: a thread that spins on a flag which nobody left can set: the place
// and the value; spinning until it is set is fine.
// RUN: %fresh && %twins livelock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Turn = 3;

static void *await(void *Unused) {
  while (atomic_load_explicit(&Turn, memory_order_acquire) != 7)
    ;
  // CHECK: Lockstep: livelock: T1 spins on 'Turn', which nobody left can change
  // CHECK: T1 spins: atomic load of 'Turn'
  // CHECK-NEXT: at {{.*}}livelock.c:[[@LINE-4]]:10 in await
  // CHECK: it finds 4 again and again
  // CHECK: T0 (main) wrote it last, 4, at
  // CHECK: No thread left can change that:
  // CHECK-NEXT: T0 (main) waits for thread T1 to end
  // CHECK: ... {{[0-9]+}} events of T1 ...
  // CHECK-COUNT-3: SUMMARY: Lockstep: livelock {{.*}}livelock.c:[[@LINE-10]]:10 in await
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, await, 0);
  Turn = Count > 1 ? 7 : 4;
  pthread_join(Thread, 0);
  return 0;
}
