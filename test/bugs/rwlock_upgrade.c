// Intent: a reader becomes the writer when it is the only reader left. Two of
// them wait for each other to leave.
// RUN: %known %clang %s
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Left = PTHREAD_COND_INITIALIZER;
static int Readers, Upgrading, Clean;

static void *update(void *Unused) {
  pthread_mutex_lock(&Lock);
  ++Readers;
  pthread_mutex_unlock(&Lock);
  // Here it reads, and finds that it has to write.
  pthread_mutex_lock(&Lock);
  if (!Clean || !Upgrading) {
    Upgrading = 1;
    while (Readers > 1)
      pthread_cond_wait(&Left, &Lock);
    Upgrading = 0;
  }
  --Readers;
  pthread_cond_signal(&Left);
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, update, 0);
  update(0);
  pthread_join(Thread, 0);
  return 0;
}
