// Intent: strings that go to C++ streams are read where the library is called.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s -DSENT=Text | FileCheck %s
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s -DSENT=Text.c_str() | FileCheck %s
#include <iostream>
#include <mutex>
#include <sstream>
#include <thread>

static std::string Text = "a text that is too long to lie in the string itself";
static std::mutex Lock;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Other([Clean] {
    std::unique_lock<std::mutex> Held(Lock, std::defer_lock);
    if (Clean)
      Held.lock();
    Text[10] = 'T';
  });
  std::ostringstream Stream;
  {
    std::lock_guard<std::mutex> Held(Lock);
    Stream << SENT << std::endl;
  }
  Other.join();
  return Stream.str().empty();
}
// CHECK: SUMMARY: Lockstep: data-race
