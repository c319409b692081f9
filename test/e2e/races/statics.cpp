// Intent: a function-local static is initialized in order; a flag of one's own is not.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %libcxx %s %}
#include <thread>

struct Table {
  int Entries[4];
  Table() {
    for (int &Each : Entries)
      Each = 7;
  }
};

Table *Lazy;

int look(bool Clean) {
  if (Clean) {
    static Table Known;
    return Known.Entries[2];
  }
  if (!Lazy)
    Lazy = new Table();
  return Lazy->Entries[2];
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread A([=] { look(Clean); }), B([=] { look(Clean); });
  A.join();
  B.join();
  return look(Clean) != 7;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}statics.cpp
