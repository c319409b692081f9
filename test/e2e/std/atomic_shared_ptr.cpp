// Intent: std::atomic<std::shared_ptr>: a load and a store are not one step;
// compare_exchange is.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
#include <atomic>
#include <cassert>
#include <memory>
#include <thread>

std::atomic<std::shared_ptr<int>> Head;

void add(bool Clean) {
  std::shared_ptr<int> Old = Head.load(), New;
  do
    New = std::make_shared<int>(*Old + 1);
  while (Clean && !Head.compare_exchange_weak(Old, New));
  if (!Clean)
    Head.store(New);
}

int main(int Count, char **) {
  Head.store(std::make_shared<int>(0));
  std::thread A(add, Count > 1), B(add, Count > 1);
  A.join();
  B.join();
  assert(*Head.load() == 2);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}atomic_shared_ptr.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
