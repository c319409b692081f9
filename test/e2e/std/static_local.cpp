// Intent: two function-local statics whose initializers need each other in
// opposite orders deadlock.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins deadlock %clangxx %libcxx %s | FileCheck %s %}
#include <thread>

int &second(bool);
int &first(bool Cross) {
  static int Value = Cross ? second(false) + 1 : 1;
  return Value;
}
int &second(bool Cross) {
  static int Value = Cross ? first(false) + 1 : 2;
  return Value;
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread A([] { first(true); });
  Clean ? first(true) : second(true);
  A.join();
}
// CHECK: waits for the initializer behind
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}static_local.cpp:
