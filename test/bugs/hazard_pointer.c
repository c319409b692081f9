// Intent: a reader publishes which node it is going to use, and does not look
// whether it is still the current one: it may have been freed in between.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Current = 1, Hazard, Freed[3];
static int Clean;

static void *use(void *Unused) {
  int Mine;
  do {
    Mine = Current;
    Hazard = Mine;
  } while (Clean && Current != Mine);
  assert(!Freed[Mine]);
  Hazard = 0;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Reader;
  Clean = Count > 1;
  pthread_create(&Reader, 0, use, 0);
  Current = 2;
  if (Hazard != 1)
    Freed[1] = 1;
  pthread_join(Reader, 0);
  return 0;
}
