// Intent: std::condition_variable::wait without a condition loses a
// notification that comes first.
// RUN: %fresh && %twins lost-wakeup %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins lost-wakeup %clangxx %libcxx %s | FileCheck %s %}
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex Lock;
std::condition_variable Ready;
bool Done;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Sender([] {
    {
      std::lock_guard Guard(Lock);
      Done = true;
    }
    Ready.notify_one();
    // CHECK: Lockstep: lost-wakeup: T0 (main) waits on condition variable 'Ready', which was signalled at {{.*}}condition_variable.cpp:[[@LINE-1]]{{.*}} before the wait began
  });
  std::unique_lock Guard(Lock);
  if (Clean)
    Ready.wait(Guard, [] { return Done; });
  else
    Ready.wait(Guard);
  // CHECK-COUNT-3: SUMMARY: Lockstep: lost-wakeup {{.*}}condition_variable.cpp:[[@LINE-1]]{{[:0-9]*}} in main
  Guard.unlock();
  Sender.join();
}
