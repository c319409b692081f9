// Intent: a strategy of the user's own, the documented example, finds a bug, and
// its trace is replayed when the plug-in is gone.
// RUN: %fresh && %clang %s -o prog && %plain -shared -fPIC -Werror -Wextra %S/../../../utils/examples/hesitant.c -o libhesitant.so
// RUN: not env LOCKSTEP_STRATEGY=./libhesitant.so:percent=80 ./prog 2>&1 | FileCheck %s
// RUN: mv lockstep-traces/prog-*.lstrace it && %lockstep dump it | FileCheck %s --check-prefix=TRACE
// RUN: rm libhesitant.so && not %lockstep replay it 2>&1 | FileCheck %s
// RUN: %plain -shared -fPIC %S/../../../utils/examples/hesitant.c -o libhesitant.so
// RUN: not %lockstep run -j 2 -s ./libhesitant.so:percent=80 -- ./prog 2>&1 | FileCheck %s
// RUN: mv lockstep-traces/prog-*.lstrace again && cmp it again
// RUN: not env LOCKSTEP_STRATEGY=./libhesitant.so %lockstep replay --continue it 2>&1 | FileCheck %s --check-prefix=GOON
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int Ready, Value;

static void *publish(void *Unused) {
  atomic_store(&Ready, 1);
  atomic_store(&Value, 42);
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, publish, 0);
  if (atomic_load(&Ready))
    assert(atomic_load(&Value) == 42);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: SUMMARY: Lockstep: assertion {{.*}}plugin.c:[[@LINE-4]]
// TRACE: strategy: ./libhesitant.so:percent=80
// GOON: continuation
