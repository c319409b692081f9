// Intent: what a shrinking realloc cuts off is freed memory; what remains has
// its content.
// RUN: %fresh && %twins use-after-free %clang %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static char *Block;
static int Last = 4000;

static void *use(void *Unused) {
  Block[Last] = 1;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Block = malloc(4096);
  Block[7] = 7;
  if (Count > 1)
    Last = 3;
  pthread_create(&Thread, 0, use, 0);
  if (Count > 1)
    pthread_join(Thread, 0);
  char *Small = realloc(Block, 16);
  assert(Small[7] == 7);
  if (Count == 1)
    pthread_join(Thread, 0);
  Block = realloc(Small, 8); // too little to be worth it
  assert(Block == Small);
  free(Block);
  return 0;
}
// CHECK: SUMMARY: Lockstep: use-after-free {{.*}}realloc_shrink.c:{{.*}} in use
