// Intent: polling under a mutex is a spin, too: lock, look, unlock, again.
// RUN: %fresh && %twins livelock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int Done;

static void *poll(void *Unused) {
  for (int Seen = 0; !Seen;) {
    pthread_mutex_lock(&Lock);
    Seen = Done;
    pthread_mutex_unlock(&Lock);
  }
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, poll, 0);
  pthread_mutex_lock(&Lock);
  Done = Count > 1;
  pthread_mutex_unlock(&Lock);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: Lockstep: livelock: T1 spins on {{.*}}, which nobody left can change
// CHECK-COUNT-3: SUMMARY: Lockstep: livelock {{.*}}livelock_mutex.c:{{[0-9]+}}
