// Intent: what happens under the lock of a stream is ordered; who unlocks what is not held errs; trying may fail.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang %s | FileCheck %s
// RUN: env LOCKSTEP_OPTIONS=trylock_failures=1 %explore assertion ./stream_lock try
// RUN: %explore misuse ./stream_lock unlock it
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

static int Data;

static void *count(void *IsClean) {
  if (!IsClean)
    ++Data;
  flockfile(stdout);
  while (ftrylockfile(stdout))
    assert(0);
  if (IsClean)
    ++Data;
  printf("%p\n", IsClean);
  funlockfile(stdout);
  funlockfile(stdout);
  return NULL;
}

int main(int Count, char **Arguments) {
  pthread_t Threads[2];
  if (Count == 3)
    funlockfile(stdout);
  if (Count == 2 && Arguments[1][0] == 't')
    assert(!ftrylockfile(stderr));
  for (int I = 0; I < 2; ++I)
    pthread_create(&Threads[I], NULL, count, Count > 1 ? Arguments : NULL);
  for (int I = 0; I < 2; ++I)
    pthread_join(Threads[I], NULL);
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}stream_lock.c
