// Intent: what call_once made can be used by all.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %libcxx %s %}
#include <mutex>
#include <thread>

std::once_flag Flag;
int Value;

int get(bool Clean) {
  if (Clean)
    std::call_once(Flag, [] { Value = 5; });
  else if (!Value)
    Value = 5;
  return Value;
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread A([=] { get(Clean); }), B([=] { get(Clean); });
  int Seen = get(Clean);
  A.join();
  B.join();
  return Seen != 5;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}once.cpp
