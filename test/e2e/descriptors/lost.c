// Intent: a wake-up through an eventfd that comes too early is lost: a deadlock, since nobody outside has the descriptor.
// RUN: %fresh && %twins deadlock %clang %s | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

static int Event;
static atomic_int Sleeping, Work;
static int Clean;

static void *work(void *Unused) {
  uint64_t Value;
  if (Clean)
    atomic_store(&Sleeping, 1);
  if (!atomic_load(&Work)) {
    atomic_store(&Sleeping, 1);
    if (read(Event, &Value, sizeof Value) < 0)
      return &Event;
  }
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  uint64_t One = 1;
  Clean = Count > 1;
  Event = eventfd(0, 0);
  pthread_create(&Thread, 0, work, 0);
  atomic_store(&Work, 1);
  if (atomic_load(&Sleeping) && write(Event, &One, sizeof One) < 0)
    return 1;
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: Lockstep: deadlock: 2 threads wait, and nobody is left to wake them
// CHECK: T1 waits on {{.*}}descriptor@{{.*}}lost.c:[[@LINE-19]]
// CHECK: nobody left can make it ready
// CHECK: no other thread ever used it in this execution
// CHECK: SUMMARY: Lockstep: deadlock {{.*}}lost.c:[[@LINE-22]]
