// Intent: a cache finds an entry under its lock, lets go of the lock, and then
// marks the entry as used: it has been evicted in between.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int Cached = 7, Clean;

static void *evict(void *Unused) {
  pthread_mutex_lock(&Lock);
  Cached = 0;
  pthread_mutex_unlock(&Lock);
  return Unused;
}

static void use(int Key) {
  pthread_mutex_lock(&Lock);
  int Found = Cached == Key;
  if (!Clean) {
    pthread_mutex_unlock(&Lock);
    pthread_mutex_lock(&Lock);
  }
  if (Found)
    assert(Cached == Key); // moved to the front of the list
  pthread_mutex_unlock(&Lock);
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, evict, 0);
  use(7);
  pthread_join(Thread, 0);
  return 0;
}
