// Intent: std::queue under a mutex: a test of empty outside the lock that
// takes is not enough.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <cassert>
#include <mutex>
#include <queue>
#include <thread>

std::mutex Lock;
std::queue<int> Items;

bool isEmpty() {
  std::lock_guard Guard(Lock);
  return Items.empty();
}

void take(bool Clean) {
  if (isEmpty())
    return;
  std::lock_guard Guard(Lock);
  if (Clean && Items.empty())
    return;
  assert(!Items.empty());
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}queue.cpp:[[@LINE-1]]{{[:0-9]*}} in take
  Items.pop();
}

int main(int Count, char **) {
  Items.push(1);
  std::thread A(take, Count > 1), B(take, Count > 1);
  A.join();
  B.join();
}
