// Intent: two threads that both find a std::promise open satisfy it twice,
// and nothing catches the future_error.
// RUN: %fresh && %twins uncaught-exception %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins uncaught-exception %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <future>
#include <thread>

std::promise<int> Promise;
std::atomic<bool> Taken;

void offer(int Value, bool Clean) {
  if (Clean) {
    if (!Taken.exchange(true))
      Promise.set_value(Value);
  } else if (!Taken) {
    Taken = true;
    Promise.set_value(Value);
    // CHECK-COUNT-3: SUMMARY: Lockstep: uncaught-exception {{.*}}promise.cpp{{[:0-9]*}} in offer
  }
}

int main(int Count, char **) {
  std::thread A(offer, 1, Count > 1), B(offer, 2, Count > 1);
  int Value = Promise.get_future().get();
  A.join();
  B.join();
  return Value != 1 && Value != 2;
}
