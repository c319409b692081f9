// Intent: an exception that nobody catches: its type and text are in the
// headline, its place is where it was thrown.
// RUN: %fresh && %twins uncaught-exception %clangxx %s | FileCheck %s
#include <atomic>
#include <stdexcept>
#include <thread>

std::atomic<int> Money{1};

void withdraw() {
  if (Money == 0)
    throw std::runtime_error("money lost");
  // CHECK: Lockstep: uncaught-exception: nothing catches an exception of T{{[12]}}: std::runtime_error: money lost
  // CHECK-COUNT-3: SUMMARY: Lockstep: uncaught-exception {{.*}}exception.cpp:[[@LINE-2]]{{[:0-9]*}} in withdraw
  --Money;
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  auto Guarded = [Clean] {
    if (!Clean)
      return withdraw();
    try {
      withdraw();
    } catch (const std::exception &) {
    }
  };
  std::thread A(Guarded), B(Guarded);
  A.join();
  B.join();
}
