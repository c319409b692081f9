// Intent: pthread_cond_signal wakes one waiter, pthread_cond_broadcast all;
// one signal for two waiters leaves one behind.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Open = PTHREAD_COND_INITIALIZER;
static bool IsOpen;

static void *enter(void *Unused) {
  pthread_mutex_lock(&Lock);
  while (!IsOpen)
    pthread_cond_wait(&Open, &Lock);
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  pthread_create(&A, 0, enter, 0);
  pthread_create(&B, 0, enter, 0);
  pthread_mutex_lock(&Lock);
  IsOpen = true;
  if (Count > 1)
    pthread_cond_broadcast(&Open);
  else
    pthread_cond_signal(&Open);
  pthread_mutex_unlock(&Lock);
  pthread_join(A, 0);
  pthread_join(B, 0);
  return 0;
}
// CHECK: waits on condition variable 'Open'
// CHECK-NEXT: at {{.*}}cond_signal.c:{{[0-9]+}}:5 in enter
// CHECK: nobody left can signal it
// CHECK: T0 (main) signalled it before, last at
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}cond_signal.c:
