// Intent: a consumer looks at the queue once after having been woken; a third
// thread has taken the item before it got the lock.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Filled = PTHREAD_COND_INITIALIZER;
static int Items, Closed, Clean;

static void *consume(void *Unused) {
  pthread_mutex_lock(&Lock);
  if (!Items && !Closed)
    pthread_cond_wait(&Filled, &Lock);
  while (Clean && !Items && !Closed)
    pthread_cond_wait(&Filled, &Lock);
  if (Items || !Closed)
    --Items;
  assert(Items >= 0);
  pthread_mutex_unlock(&Lock);
  return Unused;
}

static void change(int *What) {
  pthread_mutex_lock(&Lock);
  *What = 1;
  pthread_cond_broadcast(&Filled);
  pthread_mutex_unlock(&Lock);
}

int main(int Count, char **Arguments) {
  pthread_t Consumers[2];
  Clean = Count > 1;
  for (int I = 0; I < 2; ++I)
    pthread_create(&Consumers[I], 0, consume, 0);
  change(&Items);
  change(&Closed);
  for (int I = 0; I < 2; ++I)
    pthread_join(Consumers[I], 0);
  return 0;
}
