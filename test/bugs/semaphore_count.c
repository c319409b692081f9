// Intent: a thread takes a semaphore when its count says that it need not wait;
// another takes it in between.
// RUN: %known %clang %s
#include <pthread.h>
#include <semaphore.h>

static sem_t Tokens;
static int Clean;

static void *take(void *Unused) {
  int Left;
  if (Clean) {
    (void)sem_trywait(&Tokens);
  } else {
    sem_getvalue(&Tokens, &Left);
    if (Left)
      sem_wait(&Tokens);
  }
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  sem_init(&Tokens, 0, 1);
  pthread_create(&Thread, 0, take, 0);
  take(0);
  pthread_join(Thread, 0);
  return 0;
}
