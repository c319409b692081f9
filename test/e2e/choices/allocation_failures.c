// Intent: with allocation_failures malloc and its kin fail where the program
// calls them, not inside the C library; late places have their turn.
// RUN: %fresh && %choice allocation_failures=1 signal %clang -D_GNU_SOURCE %s | FileCheck %s
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

static void *get(int I) {
  void *Aligned = 0;
  switch (I % 5) {
  case 0:
    return malloc(64);
  case 1:
    return calloc(4, 16);
  case 2:
    return realloc(0, 64);
  case 3:
    return posix_memalign(&Aligned, 64, 64) ? 0 : Aligned;
  default:
    return aligned_alloc(64, 64);
  }
}

static int *Kept[20];

int main(int Count, char **Arguments) {
  FILE *Null = fopen("/dev/null", "w");
  fprintf(Null, "%d\n", Count);
  for (int I = 0; I < 20; ++I) {
    Kept[I] = get(I);
    if (Kept[I] || (Count == 1 && I > 14))
      *Kept[I] = I;
  }
  for (int I = 0; I < 20; ++I)
    free(Kept[I]);
  return fclose(Null);
}
// CHECK: allocate 64 bytes: fails, by choice (allocation_failures) {{.*}}.c:{{[0-9]+}}
// CHECK: SUMMARY: Lockstep: signal {{.*}}allocation_failures.c:[[@LINE-7]]
