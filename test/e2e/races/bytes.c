// Intent: neighbors in one word do not race, a write that covers both does.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <string.h>

static struct {
  char Left, Right;
  short Both;
} Pair;
static char Big[100];

static void *work(void *Clean) {
  Pair.Left = 1;
  memset(Big, 1, Clean ? 50 : 51);
  return Clean;
}

int main(int Count, char **Arguments) {
  pthread_t Other;
  pthread_create(&Other, 0, work, Count > 1 ? &Pair : 0);
  Pair.Right = 1;
  Pair.Both = 2;
  memset(Big + 50, 2, 50);
  pthread_join(Other, 0);
  return Pair.Left + Pair.Right + Big[99] != 4;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}bytes.c
