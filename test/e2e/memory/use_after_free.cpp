// Intent: memory that only one thread touches and another one frees: freeing is
// the access that conflicts, and AddressSanitizer sees what comes of it.
// REQUIRES: asan
// RUN: %fresh && %twins sanitizer %clangxx %asan %s | FileCheck %s
#include <atomic>
#include <thread>

static std::atomic<int *> Shared;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread User([] {
    int *Mine = new int;
    Shared = Mine;
    *Mine = 1;
  });
  if (Clean)
    User.join();
  delete Shared.load();
  if (!Clean)
    User.join();
  return 0;
}
// CHECK: heap-use-after-free
// CHECK: SUMMARY: Lockstep: sanitizer {{.*}}use_after_free.cpp
