// Intent: std::scoped_lock and std::lock take several mutexes in any order
// without a deadlock; one after the other does not.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins deadlock %clangxx %libcxx %s | FileCheck %s %}
#include <mutex>
#include <thread>

std::mutex First, Second, Third;

int main(int Count, char **) {
  bool Clean = Count > 1;
  auto Take = [Clean](std::mutex &A, std::mutex &B) {
    if (Clean) {
      std::scoped_lock All(A, Third, B);
      return;
    }
    std::lock_guard One(A);
    std::lock_guard Two(B);
    // CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}scoped_lock.cpp:[[@LINE-1]]
  };
  std::thread A(Take, std::ref(First), std::ref(Second));
  Take(Second, First);
  A.join();
}
