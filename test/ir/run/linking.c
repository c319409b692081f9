// Intent: each linked module registers once, whatever it is made of and however
// it is linked: shared libraries, several objects, every linker, dead code
// removed, link-time optimization, without position independence, statically.
// RUN: %clang -g -O1 -fPIC -shared %S/Inputs/library.c -o %t.so
// RUN: %clang -g -O1 -c %S/Inputs/second.c -o %t.second.o
// RUN: %clang -g -O1 -c %s -o %t.main.o
// RUN: %plain_clang %t.main.o %t.second.o %t.so -o %t.exe
// RUN: %t.exe | %filecheck %s
// RUN: env LD_PRELOAD=%fake_runtime %t.exe 2>&1 | %filecheck --check-prefixes=CHECK,LOG %s
// RUN: %clang -g -O1 -fno-pic -no-pie -ffunction-sections -fdata-sections -Wl,--gc-sections %s %S/Inputs/second.c %S/Inputs/library.c -o %t.gc
// RUN: env LD_PRELOAD=%fake_runtime %t.gc 2>&1 | %filecheck --check-prefixes=CHECK,LOG %s
// RUN: %clang -g -O1 -static %s %S/Inputs/second.c %S/Inputs/library.c -o %t.static
// RUN: env LOCKSTEP_ITERATIONS=1 %t.static | %filecheck %s
// CHECK-DAG: first 2 second 1
// LOG-DAG: hook plain_read
// LOG-DAG: site PlainWrite second.c:2:{{.*}} in second size 4 variable 'Second'
// LOG-DAG: site AtomicRmw library.c:6:{{.*}} in step size 4 variable 'Hidden'

#include <stdio.h>

int step(void);
int second(void);
__attribute__((used)) static int Unused;
void nobodyCallsThis(void) { Unused++; }

int main(void) {
  int First = step();
  printf("first %d second %d\n", First, second());
}
