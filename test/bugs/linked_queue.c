// Intent: a linked queue without locks. The consumer goes past a node to which
// the tail still points and frees it, without helping the tail on.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Next[2], Freed[2], Head, Tail;
static int Clean;

static void *consume(void *Unused) {
  int First = Head, Second = Next[First];
  if (Second) {
    if (Clean)
      Tail = Second;
    Head = Second;
    Freed[First] = 1;
  }
  assert(!Freed[Tail]); // where its next item is to be appended
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Consumer;
  Clean = Count > 1;
  pthread_create(&Consumer, 0, consume, 0);
  Next[0] = 1;
  Tail = 1;
  pthread_join(Consumer, 0);
  return 0;
}
