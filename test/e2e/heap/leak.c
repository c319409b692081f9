// Intent: what LeakSanitizer finds under some schedules is a finding; what other
// threads or main's own storage still point to is no leak.
// REQUIRES: asan
// RUN: %fresh && %twins sanitizer %clang -fsanitize=leak %s | FileCheck %s
// RUN: %twins sanitizer %clang -fsanitize=address %s | FileCheck %s
// RUN: env LOCKSTEP_ITERATIONS=50 ./leak parked clean
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Never = PTHREAD_COND_INITIALIZER;
static void *volatile Last;
static __thread void *volatile Own;

static void *replace(void *Argument) {
  void *Old = Last;
  Last = malloc(50);
  if (!Argument || Old)
    free(Old);
  return NULL;
}

static void *stay(void *Argument) {
  void *volatile Mine = malloc(50);
  pthread_mutex_lock(&Lock);
  while (Mine)
    pthread_cond_wait(&Never, &Lock);
  return Argument;
}

int main(int Count, char **Arguments) {
  pthread_t Other;
  Own = malloc(50);
  pthread_create(&Other, NULL, Count > 2 ? stay : replace, Arguments);
  if (Count == 2)
    pthread_join(Other, NULL);
  if (Count < 3)
    replace(Arguments); // both see no old one: one is lost
  if (Count == 1)
    pthread_join(Other, NULL);
  return 0;
}
// CHECK: Sanitizer reports memory-leak
// CHECK: SUMMARY: Lockstep: sanitizer memory-leak in leak
