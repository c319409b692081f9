// Intent: the first try to initialize throws. Who comes in between waits for
// the end of an initialization that nobody carries out any more.
// RUN: %known %clangxx %s
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

static std::mutex Lock;
static std::condition_variable Changed;
static enum { None, Running, Done } State;

static void initialize(bool Clean, bool Throws) try {
  {
    std::unique_lock<std::mutex> Hold(Lock);
    Changed.wait(Hold, [] { return State != Running; });
    if (State == Done)
      return;
    State = Running;
  }
  if (Throws)
    throw std::runtime_error("no memory");
  std::lock_guard<std::mutex> Hold(Lock);
  State = Done;
  Changed.notify_all();
} catch (const std::runtime_error &) {
  std::lock_guard<std::mutex> Hold(Lock);
  State = None;
  if (Clean)
    Changed.notify_all();
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Thread(initialize, Clean, true);
  initialize(Clean, false);
  Thread.join();
  return 0;
}
