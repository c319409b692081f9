// Intent: freeing what is no block is a finding of its own, which says where the
// pointer points to; its trace replays and says the same.
// RUN: %fresh && %clang -Wno-free-nonheap-object %s -o it
// RUN: %S/../Inputs/refound invalid-free ./it inside | FileCheck --check-prefixes=CHECK,INSIDE %s
// RUN: %S/../Inputs/refound invalid-free ./it behind | FileCheck --check-prefixes=CHECK,BEHIND %s
// RUN: %S/../Inputs/refound invalid-free ./it stack | FileCheck --check-prefixes=CHECK,STACK %s
// RUN: %S/../Inputs/refound invalid-free ./it global | FileCheck --check-prefixes=CHECK,GLOBAL %s
// RUN: not env LOCKSTEP_ITERATIONS=9 LOCKSTEP_OPTIONS=quarantine=4096 ./it again 2>&1 | FileCheck --check-prefixes=CHECK,AGAIN %s
// RUN: env LOCKSTEP_ITERATIONS=20 ./it clean
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static char Table[64];
static void *release(void *Pointer) {
  free(Pointer);
  return NULL;
}

int main(int Count, char **Arguments) {
  char Local[64], *What = Arguments[Count - 1], *Freed = malloc(50000);
  char *Block = calloc(6, sizeof(long));
  char *Where[] = {Block + 16, Block + 48, Local + 16, Table, Freed, Freed};
  char *Pointer = Where[strcspn("ibsga", (char[2]){What[0]})];
  if (!strcmp(What, "again"))
    free(Freed);
  pthread_t Other;
  pthread_create(&Other, NULL, release, Pointer);
  return pthread_join(Other, NULL);
}
// CHECK: Lockstep: invalid-free: T1 frees what is no block of the heap
// INSIDE: 16 bytes behind the begin of a block of 48 bytes
// BEHIND: right behind the end of a block of 48 bytes
// STACK: on the stack of T0 (main)
// GLOBAL: it is 'Table
// AGAIN: freed by T0 (main)
// CHECK: SUMMARY: Lockstep: invalid-free {{.*}}invalid_free.c:16
