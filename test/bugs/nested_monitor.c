// Intent: a monitor inside a monitor. Waiting gives the inner lock back, not
// the outer one, through which the signal would have to come.
// RUN: %known %clang %s
#include <pthread.h>

static pthread_mutex_t Outer = PTHREAD_MUTEX_INITIALIZER,
                       Inner = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Filled = PTHREAD_COND_INITIALIZER;
static int Full, Clean;

static void *fill(void *Unused) {
  pthread_mutex_lock(&Outer);
  pthread_mutex_lock(&Inner);
  Full = 1;
  pthread_cond_signal(&Filled);
  pthread_mutex_unlock(&Inner);
  pthread_mutex_unlock(&Outer);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, fill, 0);
  pthread_mutex_lock(&Outer);
  pthread_mutex_lock(&Inner);
  if (Clean)
    pthread_mutex_unlock(&Outer);
  while (!Full)
    pthread_cond_wait(&Filled, &Inner);
  pthread_mutex_unlock(&Inner);
  if (!Clean)
    pthread_mutex_unlock(&Outer);
  pthread_join(Thread, 0);
  return 0;
}
