// Intent: with interrupts calls that wait fail with EINTR, before anything is
// done; a sleep tells what is left.
// RUN: %fresh && %choice interrupts=1 assertion %clang %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>
#include <unistd.h>

static sem_t Ready;
static int Pipe[2];

static void *work(void *Unused) {
  struct timespec Left = {2, 0};
  while (nanosleep(&Left, &Left))
    assert(errno == EINTR && Left.tv_sec < 2);
  assert(write(Pipe[1], "x", 1) == 1 || errno == EINTR);
  sem_post(&Ready);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  int Error;
  sem_init(&Ready, 0, 0);
  assert(pipe(Pipe) == 0);
  pthread_create(&Thread, 0, work, 0);
  do
    Error = sem_wait(&Ready);
  while (Count > 1 && Error && errno == EINTR);
  assert(!Error);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: wait on semaphore Ready: interrupted, by choice (interrupts)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}interrupts.c:[[@LINE-5]]
