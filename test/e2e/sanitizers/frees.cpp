// Intent: AddressSanitizer says itself what is wrong with a free.
// REQUIRES: asan
// RUN: %fresh && %clangxx %asan %s -o frees && env LOCKSTEP_ITERATIONS=5 ./frees
// RUN: not env LOCKSTEP_ITERATIONS=5 ./frees 1 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: not env LOCKSTEP_ITERATIONS=5 ./frees 1 2 2>&1 | FileCheck %s --check-prefix=INSIDE
// RUN: not env LOCKSTEP_ITERATIONS=5 ./frees 1 2 3 2>&1 | FileCheck %s --check-prefix=STACK
#include <cstdlib>
#include <thread>

int main(int Count, char **) {
  char Local[16], *volatile Block = static_cast<char *>(malloc(100));
  char *volatile OfStack = Local;
  std::thread Other([&] {
    if (Count == 2)
      free(Block);
    free(Count < 3 ? Block : Count == 3 ? Block + 16 : OfStack);
    Local[0] = 0;
  });
  Other.join();
}
// TWICE: sanitizer: AddressSanitizer reports double-free
// TWICE: SUMMARY: Lockstep: sanitizer double-free {{.*}}frees.cpp:16
// INSIDE: SUMMARY: Lockstep: sanitizer bad-free {{.*}}frees.cpp:16
// STACK: SUMMARY: Lockstep: sanitizer bad-free {{.*}}frees.cpp:16
