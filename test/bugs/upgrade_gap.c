// Intent: a reader that must write gives its lock back and takes the other one;
// what it has read is no longer true then.
// RUN: %known %clang %s
#define _GNU_SOURCE
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_rwlock_t Lock = PTHREAD_RWLOCK_INITIALIZER;
static _Atomic int Filled, Fillings;
static int Clean;

static void *use(void *Unused) {
  pthread_rwlock_rdlock(&Lock);
  int Missing = !Filled;
  pthread_rwlock_unlock(&Lock);
  if (Missing) {
    pthread_rwlock_wrlock(&Lock);
    if (!Clean || !Filled) {
      Filled = 1;
      Fillings++;
    }
    pthread_rwlock_unlock(&Lock);
  }
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, use, 0);
  use(0);
  pthread_join(Thread, 0);
  assert(Fillings == 1);
  return 0;
}
