// Intent: a reader that wants to write waits for itself, and for the other
// reader.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>

static pthread_rwlock_t Table = PTHREAD_RWLOCK_INITIALIZER;

static void *work(void *Clean) {
  pthread_rwlock_rdlock(&Table);
  if (Clean)
    pthread_rwlock_unlock(&Table);
  pthread_rwlock_wrlock(&Table);
  // CHECK: waits to lock read-write lock 'Table' for writing
  // CHECK: which locked it for reading at {{.*}}deadlock_rwlock.c:[[@LINE-5]]:3 in work
  // CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}deadlock_rwlock.c:[[@LINE-3]]:3 in work
  pthread_rwlock_unlock(&Table);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  pthread_create(&A, 0, work, Count > 1 ? &Table : 0);
  pthread_create(&B, 0, work, Count > 1 ? &Table : 0);
  pthread_join(A, 0);
  pthread_join(B, 0);
  return 0;
}
