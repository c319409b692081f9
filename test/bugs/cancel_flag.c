// Intent: a worker clears the cancel flag when it begins, so that it forgets a
// request that came before.
// RUN: %known %clang %s
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Changed = PTHREAD_COND_INITIALIZER;
static int Cancelled, Clean;

static void *work(void *Unused) {
  pthread_mutex_lock(&Lock);
  if (!Clean)
    Cancelled = 0;
  while (!Cancelled)
    pthread_cond_wait(&Changed, &Lock);
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Worker;
  Clean = Count > 1;
  pthread_create(&Worker, 0, work, 0);
  pthread_mutex_lock(&Lock);
  Cancelled = 1;
  pthread_cond_signal(&Changed);
  pthread_mutex_unlock(&Lock);
  pthread_join(Worker, 0);
  return 0;
}
