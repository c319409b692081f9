// Intent: a write to a part of what a copy reads is the cause of the copy, though
// the two are at different addresses; the trace tells so without the program.
// RUN: %fresh && %twins assertion %clang %s > said && rm overlap
// RUN: sh -c 'cp "$(ls lockstep-traces/* | head -n 1)" it'
// RUN: %lockstep slice it | FileCheck %s
// CHECK: [[STEP:[0-9]+]] {{[>|].*}}write Shared.High = 1
// CHECK: read Shared{{.*}}reads what T1 wrote at step [[STEP]]{{$}}
#include <assert.h>
#include <pthread.h>
#include <string.h>

struct Record {
  long Low, Between[8], High;
};
static struct Record Shared, Mine;
static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;

static void *update(void *Unused) {
  pthread_mutex_lock(&Lock);
  Shared.High = 1;
  Shared.Low = 1;
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(int Count, char **Unused) {
  pthread_t Thread;
  pthread_create(&Thread, 0, update, 0);
  if (Count > 1)
    pthread_mutex_lock(&Lock);
  memcpy(&Mine, &Shared, sizeof Mine);
  if (Count > 1)
    pthread_mutex_unlock(&Lock);
  pthread_join(Thread, 0);
  assert(Mine.Low == Mine.High);
}
