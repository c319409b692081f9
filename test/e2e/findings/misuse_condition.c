// Intent: two threads wait on one condition variable with different mutexes.
// RUN: %fresh && %twins misuse %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t One = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t Two = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Changed = PTHREAD_COND_INITIALIZER;
static bool Done;

static void *await(void *Lock) {
  pthread_mutex_lock(Lock);
  while (!Done)
    pthread_cond_wait(&Changed, Lock);
  // CHECK: Lockstep: misuse: T{{[12]}} waits on condition variable 'Changed' with another mutex than the threads that wait already
  // CHECK: All threads that wait on a condition variable at one time must use one mutex.
  // CHECK-COUNT-3: SUMMARY: Lockstep: misuse {{.*}}misuse_condition.c:[[@LINE-3]]{{[:0-9]*}} in await
  pthread_mutex_unlock(Lock);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  pthread_create(&A, 0, await, &One);
  pthread_create(&B, 0, await, Count > 1 ? &One : &Two);
  if (Count > 1) {
    pthread_mutex_lock(&One);
    Done = true;
    pthread_cond_broadcast(&Changed);
    pthread_mutex_unlock(&One);
  }
  pthread_join(A, 0);
  pthread_join(B, 0);
  return 0;
}
