// Intent: two clients see that one connection is left in the pool, and both take
// it: the second gets what is not there.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Idle = 1;
static int Clean;

static int take(void) {
  if (!Clean)
    return Idle ? --Idle : 0;
  int Old = Idle;
  while (Old && !atomic_compare_exchange_strong(&Idle, &Old, Old - 1))
    ;
  return Old ? Old - 1 : 0;
}

static void *use(void *Unused) {
  assert(take() >= 0);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Client;
  Clean = Count > 1;
  pthread_create(&Client, 0, use, 0);
  use(0);
  pthread_join(Client, 0);
  return 0;
}
