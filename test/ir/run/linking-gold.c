// Intent: sites and registration work with this linker, dead code removed.
// REQUIRES: gold, main-llvm
// RUN: %clang -g -O1 -fPIC -shared -fuse-ld=gold -ffunction-sections -Wl,--gc-sections %S/Inputs/library.c -o %t.so
// RUN: %clang -g -O1 -fuse-ld=gold -ffunction-sections -Wl,--gc-sections %s %S/Inputs/second.c %t.so -o %t
// RUN: %t | %filecheck %s
// RUN: env LD_PRELOAD=%fake_runtime %t 2>&1 | %filecheck --check-prefixes=CHECK,LOG %s
// CHECK-DAG: first 2 second 1
// LOG-DAG: site PlainWrite second.c:2:{{.*}} in second size 4 variable 'Second'
// LOG-DAG: site AtomicRmw library.c:6:{{.*}} in step size 4 variable 'Hidden'

#include <stdio.h>

int step(void);
int second(void);

int main(void) {
  int First = step();
  printf("first %d second %d\n", First, second());
}
