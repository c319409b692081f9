// Intent: a std::call_once whose function throws leaves the flag open: the
// next caller runs it again.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <cassert>
#include <mutex>
#include <thread>

std::once_flag Once;
std::atomic<int> Tries, Caught;

void initialize() {
  try {
    std::call_once(Once, [] {
      if (++Tries == 1)
        throw 1;
    });
  } catch (int) {
    ++Caught;
  }
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  bool Failed = false;
  std::thread A(initialize), B([&] {
    initialize();
    Failed = Caught == 1;
  });
  A.join();
  B.join();
  assert(Tries == 2 && Caught == 1 && (Clean || !Failed));
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}call_once_throws.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
