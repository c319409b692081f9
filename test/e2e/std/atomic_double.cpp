// Intent: std::atomic<double>: fetch_add is one step, a load and a store are
// two.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<double> Sum;

void add(bool Clean) {
  if (Clean)
    Sum.fetch_add(0.5);
  else
    Sum = Sum + 0.5;
}

int main(int Count, char **) {
  std::thread A(add, Count > 1), B(add, Count > 1);
  A.join();
  B.join();
  assert(Sum == 1.0);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}atomic_double.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
