// Intent: a weak reference becomes a strong one by a plain increment, though the
// count may be zero already: what it gets is being destroyed.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Owners = 1, Destroyed;
static int Clean;

static int acquire(void) {
  int Old = Owners;
  if (!Clean) {
    if (Old)
      Owners++;
    return Old;
  }
  while (Old && !atomic_compare_exchange_weak(&Owners, &Old, Old + 1))
    ;
  return Old;
}

static void release(void) {
  if (atomic_fetch_sub(&Owners, 1) == 1)
    Destroyed = 1;
}

static void *use(void *Unused) {
  if (acquire()) {
    assert(!Destroyed);
    release();
  }
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, use, 0);
  release();
  pthread_join(Thread, 0);
  return 0;
}
