// Intent: --check-determinism passes a program whose only choices are its
// schedule, random numbers, time and addresses.
// RUN: %fresh && %clangxx %s -o prog
// RUN: %lockstep run --check-determinism -n 100 ./prog 2>&1 | FileCheck %s
// RUN: %lockstep run --check-determinism -n 100 -s pos ./prog 2>&1 | FileCheck %s
// RUN: %lockstep run --check-determinism -n 30 --switcher threads ./prog 2>&1 | FileCheck %s
#include <chrono>
#include <mutex>
#include <random>
#include <thread>
#include <unistd.h>
#include <unordered_set>

std::mutex Lock;
std::unordered_set<void *> Places;

void work() {
  auto Now = std::chrono::system_clock::now().time_since_epoch().count();
  std::random_device Device;
  for (unsigned I = (Device() + unsigned(Now) + unsigned(getpid())) % 8; I; --I) {
    std::lock_guard Guard(Lock);
    Places.insert(new int);
  }
}

int main() {
  std::thread A(work), B(work);
  A.join();
  B.join();
  int Odd = 0;
  for (void *Place : Places)
    Odd += (reinterpret_cast<unsigned long>(Place) >> 4) & 1;
  std::thread C([Odd] {
    for (int I = 0; I < Odd; ++I)
      std::lock_guard Guard(Lock);
  });
  C.join();
}
// CHECK: no findings
