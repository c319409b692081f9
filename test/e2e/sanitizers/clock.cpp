// Intent: the clock reads of a sanitizer's allocator are no steps; those of the
// program, and of libraries that were not instrumented, are.
// REQUIRES: asan
// RUN: %fresh && %plainxx -fPIC -shared -DLIBRARY %s -o libwait.so
// RUN: %clangxx %asan %s -o address ./libwait.so
// RUN: %clangxx -fsanitize=leak %s -o leak ./libwait.so
// RUN: not env LOCKSTEP_ITERATIONS=1 ./address 2>&1 | FileCheck %s
// RUN: not env LOCKSTEP_ITERATIONS=1 ./leak 2>&1 | FileCheck %s
#include <cstdlib>
#include <thread>
#include <time.h>

#ifdef LIBRARY
void waitFor(long Seconds) {
  timespec Now;
  do
    clock_gettime(CLOCK_MONOTONIC, &Now);
  while (Now.tv_sec < 1000 + Seconds);
}
#else
void waitFor(long Seconds);

int main() {
  for (int I = 0; I < 4; ++I) {
    std::thread A([] { free(malloc(100)); }), B([] { free(malloc(200)); });
    A.join();
    B.join();
  }
  waitFor(1);
  timespec Now;
  clock_gettime(CLOCK_MONOTONIC, &Now);
  abort();
}
#endif
// CHECK: Schedule:
// CHECK-NOT: {{clock .*clock.cpp:2[0-9]}}
// CHECK: read the clock {{.*}}clock.cpp:17
// CHECK: read the clock {{.*}}clock.cpp:31
