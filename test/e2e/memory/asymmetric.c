// Intent: a plain read in one thread and a plain update in another: both
// places become scheduling points, whoever was first before.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>

static int Shared;

static void *work(void *Unused) {
  ++Shared;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  int Early = Shared;
  pthread_join(Thread, 0);
  assert(Count > 1 || Early == 0);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}asymmetric.c:[[@LINE-1]]{{[:0-9]*}} in main
  return 0;
}
