// Intent: what UBSan's minimal runtime finds is a finding at its place, whether
// it goes on or stops; a program that writes such a line itself is none.
// REQUIRES: asan
// RUN: %fresh && %twins sanitizer %clang -fsanitize=undefined \
// RUN:   -fsanitize-minimal-runtime %s | FileCheck %s
// RUN: %twins sanitizer %clang -fsanitize=undefined -fsanitize-minimal-runtime \
// RUN:   -fno-sanitize-recover=all %s | FileCheck %s
#include <limits.h>
#include <pthread.h>
#include <unistd.h>

static int Level = INT_MAX, Result;

static void *lower(void *Argument) {
  Level = 0;
  return Argument;
}

int main(int Count, char **Arguments) {
  static const char Line[] = "ubsan: add-overflow by 0x000000000000\n";
  pthread_t Other;
  pthread_create(&Other, NULL, lower, Arguments);
  if (Count > 1)
    pthread_join(Other, NULL);
  if (write(STDERR_FILENO, Line, sizeof Line - 1) < 0)
    return 1;
  Result = Level + 1;
  if (Count == 1)
    pthread_join(Other, NULL);
  return Result == 77;
}
// CHECK: UndefinedBehaviorSanitizer reports undefined-behavior: add-overflow
// CHECK-COUNT-3: SUMMARY: Lockstep: sanitizer undefined-behavior {{.*}}minimal.c:27
