// Intent: 100 replays out of 100 give the same bytes: a program with six
// threads, locks, time, random numbers and allocations.
// RUN: %fresh && %clangxx %s -o prog
// RUN: not env LOCKSTEP_STRATEGY=pct:depth=4 ./prog
// RUN: cp lockstep-traces/prog-*.lstrace it
// RUN: %S/../Inputs/replay-often 100 it ./prog | FileCheck %s
// RUN: env LOCKSTEP_OPTIONS=switcher=threads %S/../Inputs/replay-often 100 it ./prog | FileCheck %s
#include <atomic>
#include <cassert>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

std::mutex Lock;
std::condition_variable Changed;
std::map<int, std::shared_ptr<int>> Table;
std::atomic<int> Count, Lost;

void work(int Me) {
  std::random_device Device;
  std::this_thread::sleep_for(std::chrono::milliseconds(Device() % 10));
  int Seen = Count;
  std::unique_lock Guard(Lock);
  Table[int(Device() % 100)] = std::make_shared<int>(Me);
  Changed.wait_for(Guard, std::chrono::seconds(1), [] { return Count > 3; });
  Changed.notify_all();
  Lost += ++Count != Seen + 1;
}

int main() {
  std::vector<std::jthread> Threads;
  for (int I = 0; I < 6; ++I)
    Threads.emplace_back(work, I);
  Threads.clear();
  assert(Lost < 2);
  // CHECK: SUMMARY: Lockstep: assertion {{.*}}hundred.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
