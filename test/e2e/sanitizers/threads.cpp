// Intent: correct programs whose threads overlap, are detached, belong to a pool
// or to futures run under each sanitizer that has a runtime of its own.
// REQUIRES: asan
// RUN: %fresh && %clangxx %asan %s -o address
// RUN: env LOCKSTEP_ITERATIONS=50 %explore passed ./address
// RUN: %clangxx -fsanitize=leak %s -o leak
// RUN: env LOCKSTEP_ITERATIONS=50 %explore passed ./leak
// RUN: %clangxx -fsanitize=undefined %s -o undefined
// RUN: env LOCKSTEP_ITERATIONS=50 %explore passed ./undefined
// RUN: %clangxx -fsanitize=address,undefined %s -o both
// RUN: env LOCKSTEP_ITERATIONS=50 %explore passed ./both
// RUN: %lockstep run --check-determinism -n 50 -s random ./both
// RUN: %lockstep run --check-determinism -n 10 --switcher threads ./both
// RUN: %lockstep run --check-determinism -n 10 --switcher threads ./leak
#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <memory>
#include <thread>
#include <vector>

static std::mutex Lock;
static std::condition_variable Ready;
static std::deque<std::unique_ptr<int>> Work;
static std::atomic<int> Gone;

static void worker(int &Sum) {
  for (;;) {
    std::unique_lock Held(Lock);
    Ready.wait(Held, [] { return !Work.empty(); });
    std::unique_ptr<int> Mine = std::move(Work.front());
    Work.pop_front();
    if (!*Mine)
      return;
    Sum += *Mine;
  }
}

int main() {
  std::thread([] { ++Gone; }).detach();
  int Sum = 0;
  std::vector<std::thread> Pool;
  for (int I = 0; I < 2; ++I)
    Pool.emplace_back(worker, std::ref(Sum));
  auto Later = std::async(std::launch::async, [] {
    return std::make_unique<std::vector<int>>(100, 1);
  });
  for (int I : {1, 2, 0, 0}) {
    std::lock_guard Held(Lock);
    Work.push_back(std::make_unique<int>(I));
    Ready.notify_one();
  }
  for (std::thread &Each : Pool)
    Each.join();
  while (!Gone)
    std::this_thread::yield();
  return Sum != 3 || Later.get()->size() != 100;
}
