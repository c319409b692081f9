// Intent: shared_ptr counts in order, and so does atomic<shared_ptr>; one pointer that two threads assign races.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
#include <atomic>
#include <memory>
#include <thread>

std::shared_ptr<int> Plain = std::make_shared<int>(1);
std::atomic<std::shared_ptr<int>> Atomic{Plain};

int main(int Count, char **) {
  bool Clean = Count > 1;
  auto Work = [=](std::shared_ptr<int> Mine) {
    std::shared_ptr<int> Copy = Mine;
    Atomic.store(std::make_shared<int>(*Copy + 1));
    *Atomic.load();
    if (!Clean)
      Plain = Copy;
  };
  std::thread A(Work, Plain), B(Work, Plain);
  A.join();
  B.join();
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}shared_ptr.cpp
