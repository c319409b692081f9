// Intent: the condition is tested without the mutex; a signal between test and
// wait is lost.
// RUN: %fresh && %minimal lost-wakeup 1 3 %clang %s | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Ready = PTHREAD_COND_INITIALIZER;
static _Atomic int Done;
static int Clean;

static void *receive(void *Unused) {
  if (!Clean && Done)
    return Unused;
  pthread_mutex_lock(&Lock);
  if (!Clean || !Done)
    pthread_cond_wait(&Ready, &Lock);
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, receive, 0);
  pthread_mutex_lock(&Lock);
  Done = 1;
  pthread_cond_signal(&Ready);
  pthread_mutex_unlock(&Lock);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: load Done
// CHECK: signal Ready
// CHECK: wait Ready
