// Intent: an allocator looks for a bit that is clear and then sets it, without
// looking whether it was clear still: two get the same block.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic unsigned Used, Owners[2];
static int Clean;

static unsigned allocate(void) {
  for (;;) {
    unsigned Block = Used & 1 ? 1 : 0, Bit = 1u << Block;
    unsigned Old = atomic_fetch_or(&Used, Bit);
    if (!Clean || !(Old & Bit))
      return Block;
  }
}

static void *use(void *Unused) {
  assert(!atomic_exchange(&Owners[allocate()], 1));
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, use, 0);
  use(0);
  pthread_join(Thread, 0);
  return 0;
}
