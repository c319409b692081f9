// Intent: readers of a shared_mutex may read together; who writes under a lock for reading races.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %libcxx %s %}
#include <mutex>
#include <shared_mutex>
#include <thread>

std::shared_mutex Lock;
int Value;

int main(int Count, char **) {
  bool Clean = Count > 1;
  auto Read = [] {
    std::shared_lock<std::shared_mutex> Guard(Lock);
    return Value;
  };
  std::thread Writer([=] {
    if (Clean) {
      std::unique_lock<std::shared_mutex> Guard(Lock);
      ++Value;
    } else {
      std::shared_lock<std::shared_mutex> Guard(Lock);
      ++Value;
    }
  });
  int Seen;
  std::thread Reader([&] { Seen = Read(); });
  int Sum = Read();
  Writer.join();
  Reader.join();
  return Sum + Seen > 2;
}
// CHECK: for reading only
// CHECK: SUMMARY: Lockstep: data-race {{.*}}shared_mutex.cpp
