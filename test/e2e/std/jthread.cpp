// Intent: a std::jthread that looks at its stop_token before the last item
// was taken leaves an item behind; draining after the stop does not.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx -fexperimental-library %s | FileCheck %s %}
#include <atomic>
#include <cassert>
#include <stop_token>
#include <thread>

std::atomic<int> Items, Taken;

void consume(std::stop_token Stop, bool Clean) {
  while (!Stop.stop_requested())
    if (Taken < Items)
      ++Taken;
  while (Clean && Taken < Items)
    ++Taken;
}

int main(int Count, char **) {
  {
    std::jthread Consumer(consume, Count > 1);
    Items = 2;
  } // Requests the stop and joins.
  assert(Taken == 2);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}jthread.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
