// Intent: two producers of a queue reserve a slot by reading the index and
// writing it back: one item replaces the other, and the consumer waits for ever.
// RUN: %known %clang %s
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

static _Atomic int Slots[2], Reserved;
static sem_t Filled;
static int Clean;

static void *produce(void *Unused) {
  int Mine;
  if (Clean) {
    Mine = Reserved++;
  } else {
    Mine = Reserved;
    Reserved = Mine + 1;
  }
  if (!atomic_exchange(&Slots[Mine], 1))
    sem_post(&Filled);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Producers[2];
  Clean = Count > 1;
  sem_init(&Filled, 0, 0);
  for (int I = 0; I < 2; ++I)
    pthread_create(&Producers[I], 0, produce, 0);
  for (int I = 0; I < 2; ++I)
    sem_wait(&Filled);
  for (int I = 0; I < 2; ++I)
    pthread_join(Producers[I], 0);
  return 0;
}
