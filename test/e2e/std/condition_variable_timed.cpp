// Intent: std::condition_variable::wait_for ends with a timeout only when
// nobody else can go on before that time.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;
std::mutex Lock;
std::condition_variable Ready;
bool Done;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Sender([] {
    std::this_thread::sleep_for(10s);
    std::lock_guard Guard(Lock);
    Done = true;
    Ready.notify_all();
  });
  std::unique_lock Guard(Lock);
  bool Got = Ready.wait_for(Guard, Clean ? 20s : 5s, [] { return Done; });
  Guard.unlock();
  Sender.join();
  assert(Got);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}condition_variable_timed.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
