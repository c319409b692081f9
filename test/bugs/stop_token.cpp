// Intent: a thread waits without its stop token: it looks whether it is to stop,
// and the request and its notification come before it waits.
// RUN: %known %clangxx %s
#include <condition_variable>
#include <mutex>
#include <thread>

static std::mutex Lock;
static std::condition_variable_any Changed;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::jthread Worker([Clean](std::stop_token Stop) {
    std::unique_lock<std::mutex> Hold(Lock);
    if (Clean)
      Changed.wait(Hold, Stop, [] { return false; });
    else if (!Stop.stop_requested())
      Changed.wait(Hold);
  });
  Worker.request_stop();
  Changed.notify_all();
  return 0;
}
