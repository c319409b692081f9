// Intent: std::mutex excludes; two critical sections where one is needed lose
// a deposit.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <cassert>
#include <mutex>
#include <thread>

std::mutex Lock;
int Balance;

void deposit(bool Clean) {
  std::unique_lock Guard(Lock);
  int Old = Balance;
  if (!Clean) {
    Guard.unlock();
    Guard.lock();
  }
  Balance = Old + 1;
}

int main(int Count, char **) {
  std::thread A(deposit, Count > 1), B(deposit, Count > 1);
  A.join();
  B.join();
  assert(Balance == 2);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}mutex.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
