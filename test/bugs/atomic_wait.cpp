// Intent: two threads wait for one atomic variable, and the one notification
// wakes one of them; the other sleeps on.
// RUN: %known %clangxx %s
#include <atomic>
#include <thread>

static std::atomic<int> Open;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread First([] { Open.wait(0); }), Second([] { Open.wait(0); });
  Open = 1;
  if (Clean)
    Open.notify_all();
  else
    Open.notify_one();
  First.join();
  Second.join();
  return 0;
}
