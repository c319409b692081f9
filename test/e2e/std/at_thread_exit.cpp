// Intent: std::notify_all_at_thread_exit notifies after the thread's own
// objects are gone.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex Lock;
std::condition_variable Ended;
bool Done, Gone;

struct Tail {
  ~Tail() { Gone = true; }
};

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Worker([Clean] {
    thread_local Tail Mine;
    (void)Mine;
    std::unique_lock Guard(Lock);
    Done = true;
    if (Clean)
      std::notify_all_at_thread_exit(Ended, std::move(Guard));
    else
      Ended.notify_all();
  });
  Worker.detach();
  std::unique_lock Guard(Lock);
  Ended.wait(Guard, [] { return Done; });
  assert(Gone);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}at_thread_exit.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
