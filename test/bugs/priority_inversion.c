// Intent: the urgent thread keeps the processor while it waits for a lock whose
// owner needs the processor to give it back.
// RUN: %known %clang %s
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Processor, Resource;
static int Clean;

static void acquire(_Atomic int *Lock) {
  while (atomic_exchange(Lock, 1))
    ;
}

static void *background(void *Unused) {
  acquire(&Processor);
  acquire(&Resource);
  Processor = 0; // its time slice is over
  acquire(&Processor);
  Resource = 0;
  Processor = 0;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, background, 0);
  acquire(&Processor);
  while (atomic_exchange(&Resource, 1))
    if (Clean) {
      Processor = 0;
      acquire(&Processor);
    }
  Resource = 0;
  Processor = 0;
  pthread_join(Thread, 0);
  return 0;
}
