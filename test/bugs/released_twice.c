// Intent: a semaphore is used as a lock, and the path of an error releases it
// twice: from then on two threads are let in.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

static sem_t Lock;
static _Atomic int Inside;
static int Clean;

static void *work(void *Fails) {
  sem_wait(&Lock);
  assert(++Inside == 1);
  Inside--;
  if (Fails && !Clean)
    sem_post(&Lock);
  sem_post(&Lock);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Threads[2];
  Clean = Count > 1;
  sem_init(&Lock, 0, 1);
  pthread_create(&Threads[0], 0, work, &Lock);
  pthread_create(&Threads[1], 0, work, 0);
  work(0);
  for (int I = 0; I < 2; ++I)
    pthread_join(Threads[I], 0);
  return 0;
}
