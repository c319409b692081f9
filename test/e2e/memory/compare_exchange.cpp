// Intent: an ABA: a compare-exchange that finds the old head again takes a
// node that is in use; a tag tells them apart.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
#include <atomic>
#include <cassert>
#include <thread>

// Index of the first free node below, tag above; node I points to I + 1.
std::atomic<unsigned> Head{1};
std::atomic<unsigned> Next[4] = {0, 2, 3, 0};
std::atomic<int> Users[4];

unsigned pop() {
  unsigned Old = Head;
  while (!Head.compare_exchange_weak(Old, (Old & ~255u) | Next[Old & 255]))
    ;
  return Old & 255;
}

void push(unsigned Node, unsigned Tag) {
  unsigned Old = Head;
  do
    Next[Node] = Old & 255;
  while (!Head.compare_exchange_weak(Old, ((Old & ~255u) + Tag) | Node));
}

int main(int Count, char **) {
  unsigned Tag = Count > 1 ? 256 : 0;
  std::thread A([] { assert(Users[pop()]++ == 0 && Users[pop()]++ == 0); });
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}compare_exchange.cpp
  unsigned One = pop(), Two = pop();
  Users[Two] = 1;
  push(One, Tag);
  A.join();
}
