// Intent: who waits at a pipe waits for a thread: the others go on, and all orders of reads and writes are explored.
// RUN: %fresh && %twins assertion %clang %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static int Ask[2], Answer[2];
static atomic_int Data;
static int Clean;

static void *work(void *Unused) {
  char Byte;
  for (int I = 1; I <= 3; ++I) {
    assert(read(Ask[0], &Byte, 1) == 1);
    assert(atomic_load(&Data) == I);
    // CHECK: use descriptor@{{.*}}pipe.c:
    // CHECK: woken by descriptor@
    // CHECK-NOT: Calls that Lockstep does not control
    // CHECK: SUMMARY: Lockstep: assertion {{.*}}pipe.c:[[@LINE-4]]
    assert(write(Answer[1], &Byte, 1) == 1);
  }
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  char Byte = 'x';
  Clean = Count > 1;
  assert(!pipe(Ask) && !pipe(Answer));
  pthread_create(&Thread, 0, work, 0);
  for (int I = 1; I <= 3; ++I) {
    if (Clean)
      atomic_store(&Data, I);
    assert(write(Ask[1], &Byte, 1) == 1);
    if (!Clean)
      atomic_store(&Data, I);
    assert(read(Answer[0], &Byte, 1) == 1);
  }
  pthread_join(Thread, 0);
  return 0;
}
