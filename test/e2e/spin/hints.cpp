// Intent: pause and yield in spin loops; a ticket lock with five threads;
// each gets its turn.
// RUN: %fresh && %clangxx %s -o prog
// RUN: %explore passed ./prog | FileCheck %s
#include <atomic>
#include <thread>
#include <vector>

std::atomic<int> Next, Serving;
int Value;

void work(bool Yields) {
  int Mine = Next++;
  while (Serving != Mine)
    Yields ? std::this_thread::yield() : __builtin_ia32_pause();
  ++Value;
  Serving = Mine + 1;
}

int main() {
  std::vector<std::jthread> Threads;
  for (int I = 0; I < 5; ++I)
    Threads.emplace_back(work, I % 2);
  Threads.clear();
  return Value != 5;
}
// CHECK-COUNT-3: 200 executions, no findings
