// Intent: a logger closes its file and opens the next one; who has looked the
// file up before writes to what is closed.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int Open[2] = {1, 1}, Current;
static int Clean;

static void hold(void) {
  if (Clean)
    pthread_mutex_lock(&Lock);
}

static void letGo(void) {
  if (Clean)
    pthread_mutex_unlock(&Lock);
}

static void *rotate(void *Unused) {
  hold();
  Current = 1;
  Open[0] = 0;
  letGo();
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Rotator;
  Clean = Count > 1;
  pthread_create(&Rotator, 0, rotate, 0);
  hold();
  int File = Current;
  assert(Open[File]);
  letGo();
  pthread_join(Rotator, 0);
  return 0;
}
