// Intent: where a sanitizer reports from inside a function of the C library, the
// place is the program's, and the stack begins with that function.
// REQUIRES: asan
// RUN: %fresh && %twins sanitizer %clangxx %asan %s | FileCheck %s
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

static volatile int Written;

int main(int Count, char **) {
  bool Clean = Count > 1;
  char *Text = strdup("text");
  std::thread User([Text] {
    Written = printf("%s!\n", Text);
    free(Text);
    Written = 0;
  });
  if (!Clean)
    free(Text);
  User.join();
}
// CHECK: T{{.}} was at {{.*}}place.cpp:{{[0-9]+}} in
// CHECK: {{^  T. failed here:}}
// CHECK-NOT: __asan::
// CHECK: in main::{{.*}}place.cpp:
// CHECK: SUMMARY: Lockstep: sanitizer {{heap-use-after-free|double-free}} {{.*}}place.cpp:
