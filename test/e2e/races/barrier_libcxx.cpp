// Intent: what threads did before a barrier of libc++'s comes before its completion, and that before what they do next.
// REQUIRES: libcxx
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %libcxx %s | FileCheck %s
#include <barrier>
#include <thread>

int Parts[3], Sum;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::barrier Phase(2, []() noexcept { Sum += Parts[0] + Parts[1]; });
  auto Work = [&](int Own) {
    for (int I = 0; I < 2; ++I) {
      Parts[Own] += 1;
      Phase.arrive_and_wait();
      if (Own == I)
        Parts[2] = Sum + Parts[1 - Own];
      if (Clean)
        Phase.arrive_and_wait();
    }
  };
  std::thread Other(Work, 1);
  Work(0);
  Other.join();
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}barrier_libcxx.cpp
