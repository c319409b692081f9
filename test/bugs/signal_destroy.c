// Intent: a condition variable dies with the frame of the one who waits; the
// other signals it after having said that all is done.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int Gone;
static int Done, Clean;

static void signalTo(pthread_cond_t *Ready) {
  assert(!Gone);
  pthread_cond_signal(Ready);
}

static void *finish(void *Ready) {
  pthread_mutex_lock(&Lock);
  Done = 1;
  if (Clean)
    signalTo(Ready);
  pthread_mutex_unlock(&Lock);
  if (!Clean)
    signalTo(Ready);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_cond_t Ready = PTHREAD_COND_INITIALIZER;
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, finish, &Ready);
  pthread_mutex_lock(&Lock);
  while (!Done)
    pthread_cond_wait(&Ready, &Lock);
  pthread_mutex_unlock(&Lock);
  pthread_cond_destroy(&Ready);
  Gone = 1;
  pthread_join(Thread, 0);
  return 0;
}
