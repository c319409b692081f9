// Intent: what std::async computes is there after get, not after wait_for
// with no time.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <cassert>
#include <chrono>
#include <future>

int Side;

int main(int Count, char **) {
  bool Clean = Count > 1;
  auto Future = std::async(std::launch::async, [] {
    Side = 1;
    return 41;
  });
  if (Clean)
    Future.wait();
  else
    Future.wait_for(std::chrono::seconds(0));
  int Seen = Side;
  assert(Seen + Future.get() == 42);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}async.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
