// Intent: whoever finds nothing there creates it: two find nothing.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_once_t Once = PTHREAD_ONCE_INIT;
static _Atomic int Exists, Created;
static int Clean;

static void create(void) {
  Created++;
  Exists = 1;
}

static void *use(void *Unused) {
  if (Clean)
    pthread_once(&Once, create);
  else if (!Exists)
    create();
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, use, 0);
  use(0);
  pthread_join(Thread, 0);
  assert(Created == 1);
  return 0;
}
