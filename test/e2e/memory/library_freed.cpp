// Intent: what library functions read and write may be freed: they are told of
// like accesses of the program's own, and a freed string is not measured.
// RUN: %fresh && %twins use-after-free %clangxx -fno-builtin %s -DUSE='strlen(Block)' | FileCheck %s
// RUN: %fresh && %twins use-after-free %clangxx -fno-builtin %s -DUSE='printf("%%d%%s", 1, Block)' | FileCheck %s
// RUN: %fresh && %twins use-after-free %clangxx %s -DUSE='printf("%%.*s", 3, Block)' | FileCheck %s
// RUN: %fresh && %twins use-after-free %clangxx %s -DUSE='snprintf(Block, 9, "%%d", 1)' | FileCheck %s
// RUN: %fresh && %twins use-after-free %clangxx %s -DUSE='strcmp(Block, "hello")' | FileCheck %s
// RUN: %fresh && %twins use-after-free %clangxx %s -DUSE='fgets(Block, 9, Zero)' | FileCheck %s
// RUN: %fresh && %twins use-after-free %clangxx %s -DUSE='read(fileno(Zero), Block, 9)' | FileCheck %s
// RUN: %fresh && %twins use-after-free %clangxx %s -DUSE='(std::cout << Block, 0)' | FileCheck %s
// RUN: %fresh && %twins use-after-free %clangxx -O2 -D_FORTIFY_SOURCE=2 %s -DUSE='(bzero(Block, Size), 0)' | FileCheck %s
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <thread>
#include <unistd.h>

static char *Block;
static FILE *Zero;
[[maybe_unused]] static volatile size_t Size = 9;
static volatile long Sink;

int main(int Count, char **) {
  Block = strdup("hello");
  Zero = fopen("/dev/zero", "r");
  std::thread User([] {
    Sink = (long)USE; // the use
  });
  if (Count > 1)
    User.join();
  free(Block);
  if (Count == 1)
    User.join();
  return 0;
}
// CHECK: Lockstep: use-after-free: T1 uses memory that T0 (main) has freed
// CHECK: library_freed.cpp:[[#]]{{.*}}
// CHECK-NEXT: the use
// CHECK: SUMMARY: Lockstep: use-after-free {{.*}}library_freed.cpp
