// Intent: a ring is full when the next slot is the consumer's. The producer
// compares with the wrong end and runs over what nobody has read.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

enum { Size = 2, Items = 3 };
static _Atomic int Slots[Size], Written, Read;
static int Clean;

static void *produce(void *Unused) {
  for (int I = 0; I < Items; ++I) {
    while (Clean ? Written - Read == Size : Written - Read > Size)
      ;
    Slots[Written % Size] = I;
    Written++;
  }
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Producer;
  Clean = Count > 1;
  pthread_create(&Producer, 0, produce, 0);
  for (int I = 0; I < Items; ++I) {
    while (Written == Read)
      ;
    assert(Slots[Read % Size] == I);
    Read++;
  }
  pthread_join(Producer, 0);
  return 0;
}
