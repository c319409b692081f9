// Intent: with thread_failures creating a thread fails with EAGAIN, as often as
// the option says: a program that does not look waits for nobody.
// RUN: %fresh && %choice thread_failures=1 deadlock %clang %s | FileCheck %s
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

static sem_t Done;

static void *work(void *Unused) {
  sem_post(&Done);
  return Unused;
}

int main(int Count, char **Arguments) {
  int Failures = 0;
  sem_init(&Done, 0, 0);
  for (int I = 0; I < 5; ++I) {
    pthread_t Thread;
    int Error = pthread_create(&Thread, 0, work, 0);
    Failures += Error == EAGAIN;
    if (Error && Count > 1)
      work(0);
  }
  if (Failures > 1)
    abort();
  for (int I = 0; I < 5; ++I)
    sem_wait(&Done);
  return 0;
}
// CHECK: create thread {{.*}}: fails, by choice (thread_failures)
// CHECK: SUMMARY: Lockstep: deadlock {{.*}}thread_failures.c
