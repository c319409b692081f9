// Intent: link-time optimization, full and thin, keeps sites and registration.
// REQUIRES: lld, main-llvm
// RUN: %clang -g -O2 -flto -fuse-ld=lld %s %S/Inputs/second.c %S/Inputs/library.c -o %t.full
// RUN: %t.full | %filecheck %s
// RUN: env LD_PRELOAD=%fake_runtime %t.full 2>&1 | %filecheck --check-prefixes=CHECK,LOG %s
// RUN: %clang -g -O2 -flto=thin -fuse-ld=lld %s %S/Inputs/second.c %S/Inputs/library.c -o %t.thin
// RUN: %t.thin | %filecheck %s
// RUN: env LD_PRELOAD=%fake_runtime %t.thin 2>&1 | %filecheck --check-prefixes=CHECK,LOG %s
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
