// Intent: one datum and two locks, each thread takes its own.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t Locks[2] = {PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER};
static _Atomic int Sum;
static int Clean;

static void *add(void *Lock) {
  pthread_mutex_lock(Lock);
  int Old = Sum;
  Sum = Old + 1;
  pthread_mutex_unlock(Lock);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, add, &Locks[0]);
  add(&Locks[!Clean]);
  pthread_join(Thread, 0);
  assert(Sum == 2);
  return 0;
}
