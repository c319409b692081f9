// Intent: what UBSan reports is a finding, whether it goes on or stops.
// REQUIRES: asan
// RUN: %fresh && %twins sanitizer %clang -fsanitize=undefined %s | FileCheck %s
// RUN: %twins sanitizer %clang -fsanitize=undefined \
// RUN:   -fno-sanitize-recover=all %s | FileCheck %s
#include <pthread.h>

static int Shift = 3, Result;

static void *change(void *Argument) {
  Shift = 40;
  return Argument;
}

int main(int Count, char **Arguments) {
  pthread_t Other;
  pthread_create(&Other, NULL, change, Arguments);
  if (Count == 1)
    Result = 1 << Shift;
  pthread_join(Other, NULL);
  return Result == 77;
}
// CHECK: UndefinedBehaviorSanitizer reports undefined-behavior: shift exponent 40
// CHECK: runtime error: shift exponent 40
// CHECK-COUNT-3: SUMMARY: Lockstep: sanitizer undefined-behavior {{.*}}undefined.c:19:16
