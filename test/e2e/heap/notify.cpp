// Intent: who was woken may find what woke it gone: an object that is destroyed
// behind its last use, though a thread is still on its way out of a wait.
// RUN: %fresh && %clangxx %s -o ./notify
// RUN: env LOCKSTEP_ITERATIONS=500 ./notify
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

struct Event {
  std::mutex Lock;
  std::condition_variable Changed;
  bool Done = false;
};

int main() {
  auto Shared = std::make_shared<Event>();
  auto Wait = [Shared] {
    std::unique_lock Hold(Shared->Lock);
    Shared->Changed.wait(Hold, [&] { return Shared->Done; });
  };
  std::thread First(Wait), Second(std::move(Wait));
  {
    std::lock_guard Hold(Shared->Lock);
    Shared->Done = true;
    Shared->Changed.notify_all();
  }
  Shared.reset();
  First.join();
  Second.join();
}
