// Two threads and nothing wrong.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static _Atomic int Counter;

static void *work(void *Unused) {
  ++Counter;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  ++Counter;
  pthread_join(Thread, 0);
  printf("%d arguments, counted to %d\n", Count - 1, Counter);
  return Counter != 2;
}
