// Intent: what a promise passes on when its thread has exited is ordered, whoever ends the shared state.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %libcxx %s %}
#include <future>
#include <thread>

int main(int Count, char **) {
  bool Clean = Count > 1;
  int Data = 0;
  std::promise<int> Promise;
  std::future<int> Future = Promise.get_future();
  std::thread Thread([&Data, Promise = std::move(Promise)]() mutable {
    Promise.set_value_at_thread_exit(1);
    Data = 1;
  });
  if (!Clean)
    ++Data;
  int Sum = Future.get();
  if (Clean)
    ++Data;
  Thread.join();
  return Sum != 1;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}at_thread_exit.cpp
