// Intent: memory that was mapped over what was there is something else.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>

enum { Size = 4096 };

static int *Memory;
static atomic_int IsGivenBack;

static int *map(int *Where, int How) {
  return mmap(Where, Size, PROT_READ | PROT_WRITE,
              MAP_PRIVATE | MAP_ANONYMOUS | How, -1, 0);
}

static void *giveBack(void *IsClean) {
  Memory[5] = 3;
  if (IsClean)
    map(Memory, MAP_FIXED);
  atomic_store_explicit(&IsGivenBack, 1, memory_order_relaxed);
  return NULL;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Memory = map(NULL, 0);
  pthread_create(&Thread, NULL, giveBack, Count > 1 ? Arguments : NULL);
  if (atomic_load_explicit(&IsGivenBack, memory_order_relaxed))
    ++Memory[5];
  pthread_join(Thread, NULL);
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}mapped_over.c
