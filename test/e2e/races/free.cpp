// Intent: threads that agree on who is last by a counter may free; exceptions that two threads hold end in order.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %libcxx %s %}
#include <atomic>
#include <future>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>

struct Node {
  std::atomic<int> Users{2};
  std::string Text = "a text that is too long for the object itself";
};
size_t Total;

int main(int Count, char **) {
  bool Clean = Count > 1;
  Node *Shared = new Node();
  std::promise<void> Promise;
  std::shared_future<void> Failing(Promise.get_future());
  auto Work = [=] {
    std::ostringstream Out;
    Out << Shared->Text << 1.5;
    try {
      Failing.get();
    } catch (const std::runtime_error &Caught) {
      Out << Caught.what();
    }
    if (!Clean)
      Total += Out.str().size();
    if (Shared->Users.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete Shared;
  };
  std::thread A(Work), B(Work);
  Promise.set_exception(std::make_exception_ptr(std::runtime_error("lost")));
  A.join();
  B.join();
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}free.cpp
