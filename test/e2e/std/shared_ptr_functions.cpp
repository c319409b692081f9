// Intent: the free functions for an atomic shared_ptr, which every library
// has.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <cassert>
#include <memory>
#include <thread>

std::shared_ptr<int> Head = std::make_shared<int>(0);

void add(bool Clean) {
  std::shared_ptr<int> Old = std::atomic_load(&Head), New;
  do
    New = std::make_shared<int>(*Old + 1);
  while (Clean && !std::atomic_compare_exchange_strong(&Head, &Old, New));
  if (!Clean)
    std::atomic_store(&Head, New);
}

int main(int Count, char **) {
  std::thread A(add, Count > 1), B(add, Count > 1);
  A.join();
  B.join();
  assert(*std::atomic_load(&Head) == 2);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}shared_ptr_functions.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
