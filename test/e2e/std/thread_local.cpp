// Intent: the destructor of a thread_local object runs before join returns,
// but not before the thread's function has ended.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> Flushed, Finished;

struct Buffer {
  int Count = 0;
  ~Buffer() { Flushed += Count; }
};
thread_local Buffer Mine;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Worker([] {
    Mine.Count += 2;
    Finished = 1;
  });
  while (!Finished)
    std::this_thread::yield();
  if (Clean)
    Worker.join();
  int Seen = Flushed;
  if (!Clean)
    Worker.join();
  assert(Seen == 2 && Mine.Count == 0);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}thread_local.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
