// Intent: the condition changes without the mutex: the notification comes after
// the waiting thread has looked and before it waits.
// RUN: %known %clangxx %s
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

static std::mutex Lock;
static std::condition_variable Changed;
static std::atomic<bool> Ready;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Waiter([] {
    std::unique_lock<std::mutex> Hold(Lock);
    Changed.wait(Hold, [] { return Ready.load(); });
  });
  if (Clean) {
    std::lock_guard<std::mutex> Hold(Lock);
    Ready = true;
  } else {
    Ready = true;
  }
  Changed.notify_one();
  Waiter.join();
  return 0;
}
