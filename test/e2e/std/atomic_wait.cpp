// Intent: std::atomic::wait sleeps until somebody notifies; a store alone
// does not wake it.
// It spins sixteen times first: random and pos have next to no chance to see
// it through, pct has, in the executions that have patience.
// RUN: %fresh && %clangxx %s -o wait
// RUN: sh -c 'LOCKSTEP_STRATEGY=pct LOCKSTEP_ITERATIONS=2000 ./wait 2>&1; test $? = 76' | FileCheck %s
// RUN: %explore passed ./wait clean
// RUN: %if libcxx %{ %clangxx %libcxx %s -o wait2 && %explore passed ./wait2 clean %}
#include <atomic>
#include <thread>

std::atomic<int> Flag;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Waiter([] {
    Flag.wait(0);
    // CHECK: SUMMARY: Lockstep: deadlock
  });
  Flag = 1;
  if (Clean)
    Flag.notify_one();
  Waiter.join();
}
