// Intent: promises, futures and async pass results on in order.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %libcxx %s %}
#include <future>
#include <thread>

struct Result {
  int Value = 0;
};
Result Direct;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::promise<Result> Promise;
  std::future<Result> Future = Promise.get_future();
  std::thread Producer([&] {
    Direct.Value = 3;
    Promise.set_value(Result{4});
  });
  auto Other = std::async(std::launch::async, [] { return Result{5}; });
  std::packaged_task<Result()> Task([] { return Result{6}; });
  std::future<Result> Third = Task.get_future();
  std::thread Runner(std::move(Task));
  if (!Clean)
    ++Direct.Value;
  int Sum = Future.get().Value + Other.get().Value + Third.get().Value;
  if (Clean)
    ++Direct.Value;
  Producer.join();
  Runner.join();
  return Sum != 15;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}futures.cpp
