// Intent: a pool counts its running tasks to know when it may end; a task that
// queues another is counted as done first.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Pending = 1, Closed;
static int Clean;

static void submit(void) {
  Pending++;
  assert(!Closed);
}

static void *task(void *Unused) {
  if (Clean)
    submit();
  Pending--;
  if (!Clean)
    submit();
  Pending--;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Worker;
  Clean = Count > 1;
  pthread_create(&Worker, 0, task, 0);
  if (!Pending)
    Closed = 1;
  pthread_join(Worker, 0);
  return 0;
}
