// Intent: what a program may see of its process is the same in every
// execution: pid, time, random numbers, /dev/urandom, addresses.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: env LOCKSTEP_ITERATIONS=30 LOCKSTEP_OPTIONS=output=all ./prog > out && sort -u out | count 1
// RUN: env LOCKSTEP_ITERATIONS=30 LOCKSTEP_JOBS=3 LOCKSTEP_STRATEGY=pos LOCKSTEP_OPTIONS=output=all ./prog > jobs && sort -u jobs | count 1
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

static unsigned long Words[3];

static void *work(void *Unused) {
  FILE *Device = fopen("/dev/urandom", "r");
  if (!Device || fread(&Words[1], 8, 1, Device) != 1)
    abort();
  fclose(Device);
  return Unused;
}

int main(void) {
  pthread_t Thread;
  void *Place = malloc(100);
  time_t Start = time(0);
  if (getrandom(Words, 8, 0) != 8 || getentropy(&Words[2], 8))
    return 1;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
  printf("%d %ld %p %p %lx %lx %lx\n", getpid(), (long)Start, Place,
         (void *)&Place, Words[0], Words[1], Words[2]);
  return 0;
}
