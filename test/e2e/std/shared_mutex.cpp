// Intent: readers of a std::shared_mutex share it; a reader that wants a lock
// which a waiting writer holds deadlocks.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins deadlock %clangxx %libcxx %s | FileCheck %s %}
#include <mutex>
#include <shared_mutex>
#include <thread>

std::shared_mutex Table;
std::mutex Log;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Reader([Clean] {
    std::shared_lock Read(Table);
    std::shared_lock Again(Table, std::try_to_lock);
    if (Clean)
      return;
    std::lock_guard Guard(Log);
  });
  {
    std::lock_guard Guard(Log);
    std::lock_guard Write(Table);
  }
  Reader.join();
}

// CHECK: waits to lock mutex {{.*}}Log
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}shared_mutex.cpp:
