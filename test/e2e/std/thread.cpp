// Intent: a result read before std::thread::join may be missing; after it, it
// is there.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <cassert>
#include <thread>

int Result;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Worker([] { Result = 42; });
  if (Clean)
    Worker.join();
  int Seen = Result;
  if (!Clean)
    Worker.join();
  assert(Seen == 42);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}thread.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
