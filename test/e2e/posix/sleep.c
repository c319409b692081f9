// Intent: sleep, usleep, nanosleep and clock_nanosleep take virtual time
// only: later wakes later, and two that sleep alike are in no order.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static int Last;

static void *shorter(void *Unused) {
  nanosleep(&(struct timespec){.tv_sec = 500}, 0);
  usleep(400000000);
  Last = 1;
  return Unused;
}

static void *longer(void *Clean) {
  sleep(500);
  clock_nanosleep(CLOCK_MONOTONIC, 0,
                  &(struct timespec){.tv_sec = Clean ? 500 : 400}, 0);
  Last = 2;
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  pthread_create(&A, 0, shorter, 0);
  pthread_create(&B, 0, longer, Count > 1 ? &Last : 0);
  pthread_join(A, 0);
  pthread_join(B, 0);
  assert(Last == 2);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}sleep.c:[[@LINE-1]]{{[:0-9]*}} in main
  return 0;
}
