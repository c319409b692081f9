// Intent: a detached thread works on while main ends, and finds what it uses
// destroyed.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

static _Atomic int Alive = 1;
static sem_t Finished;
static int Clean;

static void *flush(void *Unused) {
  assert(Alive);
  sem_post(&Finished);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  sem_init(&Finished, 0, 0);
  pthread_create(&Thread, 0, flush, 0);
  pthread_detach(Thread);
  if (Clean)
    sem_wait(&Finished);
  Alive = 0;
  if (!Clean)
    sem_wait(&Finished); // what else main has to do
  return 0;
}
