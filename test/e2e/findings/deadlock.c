// Intent: ABBA: the cycle is named, each thread with what it waits for, who
// holds it and where that was taken.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>

static pthread_mutex_t Checking = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t Savings = PTHREAD_MUTEX_INITIALIZER;

static void transfer(pthread_mutex_t *From, pthread_mutex_t *To) {
  pthread_mutex_lock(From);
  pthread_mutex_lock(To);
  pthread_mutex_unlock(To);
  pthread_mutex_unlock(From);
}

static void *work(void *Unused) {
  transfer(&Checking, &Savings);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  if (Count > 1)
    transfer(&Checking, &Savings);
  else
    transfer(&Savings, &Checking);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: Lockstep: deadlock: T0 (main) and T1 wait for each other
// CHECK-DAG: T0 (main) waits to lock mutex 'Checking'
// CHECK-DAG: held by T1, which locked it at {{.*}}deadlock.c:{{[0-9]+}}:3 in transfer
// CHECK-DAG: T1 waits to lock mutex 'Savings'
// CHECK-DAG: held by T0 (main), which locked it at {{.*}}deadlock.c:{{[0-9]+}}:3 in transfer
// CHECK: Each holds what the next one needs, so none can ever go on.
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}deadlock.c:{{[0-9]+}}:3 in transfer
