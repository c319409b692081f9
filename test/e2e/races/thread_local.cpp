// Intent: thread_local variables are apart, also when a later thread gets the storage of one that has finished; a pointer to one is not.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %libcxx %s %}
#include <thread>

thread_local int Own;
int *Leaked;

void bump(int *Where) { ++*Where; }

int main(int Count, char **) {
  bool Clean = Count > 1;
  for (int Round = 0; Round < 3; ++Round) {
    std::thread([] { bump(&Own); }).detach();
    std::thread([] { bump(&Own); }).detach();
  }
  Leaked = &Own;
  std::thread Other([=] { bump(Clean ? &Own : Leaked); });
  bump(&Own);
  Other.join();
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}thread_local.cpp
