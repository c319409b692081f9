// Intent: std::condition_variable_any with notify_one wakes the wrong one of
// two kinds of waiters; notify_all wakes both.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins deadlock %clangxx %libcxx %s | FileCheck %s %}
#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <thread>

std::shared_mutex Lock;
std::condition_variable_any Changed;
int Turn;

void await(int Mine) {
  std::shared_lock Guard(Lock);
  Changed.wait(Guard, [&] { return Turn == Mine || Turn == 3; });
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread One(await, 1), Two(await, 2);
  {
    std::lock_guard Guard(Lock);
    Turn = 1;
  }
  Clean ? Changed.notify_all() : Changed.notify_one();
  One.join();
  {
    std::lock_guard Guard(Lock);
    Turn = 3;
  }
  Changed.notify_all();
  Two.join();
  // CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}condition_variable_any.cpp
}
