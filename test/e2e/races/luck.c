// Intent: a race that threads of the kernel rarely show, because a new thread
// comes late and a mutex then happens to order the accesses, is found at once.
// RUN: %fresh && env LOCKSTEP_ITERATIONS=20 LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int Config, Requests;

static void *serve(void *Clean) {
  pthread_mutex_lock(&Lock);
  ++Requests;
  if (!Clean)
    pthread_mutex_unlock(&Lock);
  Config += Requests;
  if (Clean)
    pthread_mutex_unlock(&Lock);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Server;
  void *Clean = Count > 1 ? &Lock : 0;
  pthread_create(&Server, 0, serve, Clean);
  if (Clean)
    pthread_mutex_lock(&Lock);
  Config = 1;
  if (!Clean)
    pthread_mutex_lock(&Lock);
  ++Requests;
  pthread_mutex_unlock(&Lock);
  pthread_join(Server, 0);
  return Config + Requests < 3;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}luck.c
