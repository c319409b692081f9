// Intent: a thread runs on the stack that pthread_attr_setstack gives it.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: %explore passed ./prog | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

enum { Size = 256 << 10 };
static char *Stack;

static void *work(void *Unused) {
  char Here;
  return (void *)(&Here > Stack && &Here < Stack + Size ? &Stack : Unused);
}

int main(void) {
  pthread_attr_t Attributes;
  pthread_t Thread;
  void *Inside;
  Stack = aligned_alloc(4096, Size);
  pthread_attr_init(&Attributes);
  assert(!pthread_attr_setstack(&Attributes, Stack, Size));
  assert(!pthread_create(&Thread, &Attributes, work, 0));
  assert(!pthread_join(Thread, &Inside));
  assert(Inside);
  return 0;
}
// CHECK-COUNT-3: 200 executions, no findings
