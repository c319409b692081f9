// Intent: a std::stop_callback runs on the thread that requests the stop, at
// any moment; its destructor waits for it to end.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx -fexperimental-library %s | FileCheck %s %}
#include <atomic>
#include <cassert>
#include <stop_token>
#include <thread>

std::atomic<bool> Valid{true};

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::stop_source Source;
  std::thread Stopper([&] { Source.request_stop(); });
  {
    std::stop_callback Callback(Source.get_token(), [] {
      assert(Valid);
      // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}stop_callback.cpp:[[@LINE-1]]
    });
    if (!Clean)
      Valid = false;
  }
  Valid = false;
  Stopper.join();
}
