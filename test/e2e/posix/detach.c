// Intent: a detached thread goes on after pthread_detach, and ends with the
// process; nobody may count on its result.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>

static sem_t Done;
static int Result;

static void *work(void *Unused) {
  Result = 1;
  sem_post(&Done);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  sem_init(&Done, 0, 0);
  pthread_create(&Thread, 0, work, 0);
  assert(pthread_detach(Thread) == 0);
  if (Count > 1)
    sem_wait(&Done);
  assert(Result == 1);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}detach.c:[[@LINE-1]]{{[:0-9]*}} in main
  return 0;
}
