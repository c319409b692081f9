// Intent: a wait on a condition variable without a loop; it may end though
// nobody has signaled.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Changed = PTHREAD_COND_INITIALIZER;
static int Ready, Clean;

static void *set(void *Unused) {
  pthread_mutex_lock(&Lock);
  Ready = 1;
  pthread_cond_signal(&Changed);
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, set, 0);
  pthread_mutex_lock(&Lock);
  if (!Ready)
    pthread_cond_wait(&Changed, &Lock);
  while (Clean && !Ready)
    pthread_cond_wait(&Changed, &Lock);
  assert(Ready);
  pthread_mutex_unlock(&Lock);
  pthread_join(Thread, 0);
  return 0;
}
