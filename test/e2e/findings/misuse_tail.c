// Intent: the place of a misuse is known also where the call is the last thing
// that a thread does, so that no frame of the program is on its stack.
// RUN: %fresh && %twins misuse %clang %s | FileCheck %s
#include <pthread.h>
#include <threads.h>

static pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;

static int destroy(void *Unused) {
  return pthread_mutex_destroy(&Mutex);
}

int main(int Count, char **Arguments) {
  thrd_t Thread;
  pthread_mutex_lock(&Mutex);
  if (Count > 1)
    pthread_mutex_unlock(&Mutex);
  thrd_create(&Thread, destroy, 0);
  thrd_join(Thread, 0);
  return 0;
}
// CHECK: T1 was at {{.*}}misuse_tail.c:10:10 in destroy
// CHECK: SUMMARY: Lockstep: misuse {{.*}}misuse_tail.c:10:10 in destroy
