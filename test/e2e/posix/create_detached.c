// Intent: a thread created detached by its attributes, with a stack of its
// own size, runs; its stack bounds are its own.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: %explore passed ./prog | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <string.h>

static sem_t Done;

static void *work(void *Unused) {
  char Large[3 << 20];
  memset(Large, 1, sizeof Large);
  pthread_attr_t Mine;
  void *Stack;
  size_t Size;
  assert(!pthread_getattr_np(pthread_self(), &Mine));
  assert(!pthread_attr_getstack(&Mine, &Stack, &Size));
  assert(Size >= 4 << 20);
  assert(Large > (char *)Stack && Large < (char *)Stack + Size);
  pthread_attr_destroy(&Mine);
  sem_post(&Done);
  return Unused;
}

int main(void) {
  pthread_attr_t Attributes;
  pthread_t Thread;
  sem_init(&Done, 0, 0);
  pthread_attr_init(&Attributes);
  pthread_attr_setdetachstate(&Attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&Attributes, 4 << 20);
  assert(!pthread_create(&Thread, &Attributes, work, 0));
  sem_wait(&Done);
  return 0;
}
// CHECK-COUNT-3: 200 executions, no findings
