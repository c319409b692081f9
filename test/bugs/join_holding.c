// Intent: main waits for a thread to end while it holds the lock that the thread
// needs to end.
// RUN: %known %clang %s
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int Clean;

static void *work(void *Unused) {
  pthread_mutex_lock(&Lock);
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, work, 0);
  pthread_mutex_lock(&Lock);
  if (Clean)
    pthread_mutex_unlock(&Lock);
  pthread_join(Thread, 0);
  if (!Clean)
    pthread_mutex_unlock(&Lock);
  return 0;
}
