// Intent: polling with trylock, with a mutex, with a timed wait and with a
// clock: none of them starves the thread that it waits for.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: %explore passed ./prog | FileCheck %s
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int Done;

static void *tries(void *Unused) {
  for (int Seen = 0; !Seen; usleep(1000)) {
    while (pthread_mutex_trylock(&Lock))
      sched_yield();
    Seen = Done;
    pthread_mutex_unlock(&Lock);
  }
  return Unused;
}

static void *looks(void *Unused) {
  for (int Seen = 0; !Seen;) {
    pthread_mutex_lock(&Lock);
    Seen = Done;
    pthread_mutex_unlock(&Lock);
  }
  return Unused;
}

int main(void) {
  pthread_t A, B;
  pthread_create(&A, 0, tries, 0);
  pthread_create(&B, 0, looks, 0);
  pthread_mutex_lock(&Lock);
  Done = 1;
  pthread_mutex_unlock(&Lock);
  for (time_t Start = time(0); time(0) < Start + 5;)
    ;
  pthread_join(A, 0);
  pthread_join(B, 0);
  return 0;
}
// CHECK-COUNT-3: 200 executions, no findings
