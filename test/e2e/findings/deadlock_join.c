// Intent: two threads that join each other.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <semaphore.h>

static pthread_t A, B;
static sem_t Known;

static void *one(void *Unused) {
  sem_wait(&Known);
  pthread_join(B, 0);
  return Unused;
}

static void *other(void *Clean) {
  sem_wait(&Known);
  if (!Clean)
    pthread_join(A, 0);
  return 0;
}

int main(int Count, char **Arguments) {
  sem_init(&Known, 0, 0);
  pthread_create(&A, 0, one, 0);
  pthread_create(&B, 0, other, Count > 1 ? &Known : 0);
  sem_post(&Known);
  sem_post(&Known);
  pthread_exit(0);
}
// CHECK: Lockstep: deadlock: T1 and T2 wait for each other
// CHECK-DAG: T1 waits for thread T2 to end
// CHECK-DAG: T2 waits for thread T1 to end
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}deadlock_join.c:{{[0-9]+}}:{{[0-9]+}} in {{one|other}}
