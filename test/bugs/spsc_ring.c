// Intent: a ring for one producer and one consumer. The slot is announced before
// it is filled.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Slots[2], Written;
static int Clean;

static void *produce(void *Unused) {
  for (int I = 0; I < 2; ++I) {
    if (Clean)
      Slots[I] = I + 1;
    Written = I + 1;
    Slots[I] = I + 1;
  }
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Producer;
  Clean = Count > 1;
  pthread_create(&Producer, 0, produce, 0);
  for (int Read = 0; Read < 2; ++Read) {
    while (Written == Read)
      ;
    assert(Slots[Read] == Read + 1);
  }
  pthread_join(Producer, 0);
  return 0;
}
