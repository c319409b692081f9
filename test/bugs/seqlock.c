// Intent: a reader of a sequence lock looks at the number once: it refuses what
// is being written when it begins, not what is written while it reads.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Sequence, First, Second;
static int Clean;

static void *write(void *Unused) {
  Sequence++;
  First = 1;
  Second = 1;
  Sequence++;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Writer;
  int Before, A, B;
  Clean = Count > 1;
  pthread_create(&Writer, 0, write, 0);
  do {
    Before = Sequence;
    A = First;
    B = Second;
  } while (Before % 2 || (Clean && Sequence != Before));
  assert(A == B);
  pthread_join(Writer, 0);
  return 0;
}
