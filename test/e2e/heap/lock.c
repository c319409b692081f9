// Intent: a lock in memory that is freed is used after that.
// RUN: %fresh && %twins use-after-free %clang %s | FileCheck %s
#include <pthread.h>
#include <stdlib.h>

struct Queue {
  pthread_mutex_t Lock;
};
static struct Queue *Shared;

static void *use(void *Argument) {
  pthread_mutex_lock(&Shared->Lock);
  pthread_mutex_unlock(&Shared->Lock);
  return Argument;
}

int main(int Count, char **Arguments) {
  Shared = malloc(sizeof *Shared);
  pthread_mutex_init(&Shared->Lock, NULL);
  pthread_t User;
  pthread_create(&User, NULL, use, Arguments);
  if (Count > 1)
    pthread_join(User, NULL);
  pthread_mutex_lock(&Shared->Lock); // nobody is inside
  pthread_mutex_unlock(&Shared->Lock);
  free(Shared);
  if (Count == 1)
    pthread_join(User, NULL);
  return 0;
}
// CHECK: Lockstep: use-after-free: T1 uses memory that T0 (main) has freed
// CHECK: T1: {{(un)?}}lock at {{.*}}lock.c:1{{[23]}}
