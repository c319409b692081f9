// Intent: a worker of a thread pool looks at the stop flag before the queue: a
// task that came before the end is never done.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Changed = PTHREAD_COND_INITIALIZER;
static int Queued, Done, Stop, Clean;

static void *work(void *Unused) {
  pthread_mutex_lock(&Lock);
  for (;;) {
    if (Stop && (!Clean || !Queued))
      break;
    if (Queued) {
      --Queued;
      ++Done;
    } else {
      pthread_cond_wait(&Changed, &Lock);
    }
  }
  pthread_mutex_unlock(&Lock);
  return Unused;
}

static void change(int *What) {
  pthread_mutex_lock(&Lock);
  *What = 1;
  pthread_cond_signal(&Changed);
  pthread_mutex_unlock(&Lock);
}

int main(int Count, char **Arguments) {
  pthread_t Worker;
  Clean = Count > 1;
  pthread_create(&Worker, 0, work, 0);
  change(&Queued);
  change(&Stop);
  pthread_join(Worker, 0);
  assert(Done == 1);
  return 0;
}
