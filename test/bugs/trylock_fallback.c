// Intent: a counter is updated under a lock, but who does not get the lock at
// once does it without.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int Counter;
static int Clean;

static void *count(void *Unused) {
  int Failed = pthread_mutex_trylock(&Lock);
  if (Failed && Clean)
    Failed = pthread_mutex_lock(&Lock);
  int Old = Counter;
  Counter = Old + 1;
  if (!Failed)
    pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, count, 0);
  count(0);
  pthread_join(Thread, 0);
  assert(Counter == 2);
  return 0;
}
