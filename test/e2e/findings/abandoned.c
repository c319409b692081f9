// Intent: a thread that ends with a mutex locked leaves the next one waiting
// for ever.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *Clean) {
  pthread_mutex_lock(&Lock);
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
  return 0;
}
// CHECK: Lockstep: deadlock: [[WAITER:T[12]]] waits for mutex 'Lock', but [[HOLDER:T[12]]] ended while holding it
// CHECK: held by [[HOLDER]], which locked it at {{.*}}abandoned.c:{{[0-9]+}}:3 in work
// CHECK: [[HOLDER]] has ended without releasing it
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}abandoned.c:{{[0-9]+}}:3 in work
