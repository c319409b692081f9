// Intent: a std::packaged_task that is dropped without a call breaks its
// promise.
// RUN: %fresh && %twins uncaught-exception %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins uncaught-exception %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <future>
#include <thread>

std::atomic<bool> Closed;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::packaged_task<int()> Task([] { return 42; });
  std::future<int> Answer = Task.get_future();
  std::thread Worker([Clean, Mine = std::move(Task)]() mutable {
    std::packaged_task<int()> Job = std::move(Mine);
    if (Clean || !Closed)
      Job();
  });
  Closed = true;
  Worker.join();
  return Answer.get() != 42;
  // CHECK-COUNT-3: SUMMARY: Lockstep: uncaught-exception {{.*}}packaged_task.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
