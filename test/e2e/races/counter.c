// Intent: two increments of an int race, and under a mutex they do not.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>

static int Counter;
static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *Clean) {
  if (Clean)
    pthread_mutex_lock(&Lock);
  ++Counter;
  if (Clean)
    pthread_mutex_unlock(&Lock);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  pthread_create(&A, 0, work, Count > 1 ? &Lock : 0);
  pthread_create(&B, 0, work, Count > 1 ? &Lock : 0);
  pthread_join(A, 0);
  pthread_join(B, 0);
  return Counter != 2 && Count > 1;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}counter.c
