// Intent: threads that print to std::cout and std::cerr at the same time do not race there; on a stream of their own they do.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %libcxx %s | FileCheck %s %}
#include <iostream>
#include <sstream>
#include <thread>

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::ostringstream Own;
  auto Print = [&] {
    std::cout << "number " << 1 << ' ' << 2.5 << std::endl;
    std::cerr << "number" << std::string(3, 'x') << '\n';
    if (!Clean)
      Own.width(3);
  };
  std::thread Other(Print);
  Print();
  Other.join();
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}standard_streams.cpp
