// Intent: std::condition_variable_any::wait with a stop_token returns when
// the stop is requested, with the condition still false.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx -fexperimental-library %s | FileCheck %s %}
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

std::mutex Lock;
std::condition_variable_any Ready;
bool Done;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::jthread Worker([Clean](std::stop_token Stop) {
    std::unique_lock Guard(Lock);
    bool Met = Ready.wait(Guard, Stop, [] { return Done; });
    assert(Met || Clean);
    // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}condition_variable_any_stop.cpp:[[@LINE-1]]
  });
  Worker.request_stop();
  Worker.join();
}
