// Intent: a condition variable orders through its mutex; a flag that is set without it races.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %libcxx %s %}
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex Lock;
std::condition_variable Changed;
bool Ready;
int Data;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Producer([=] {
    Data = 1;
    std::unique_lock<std::mutex> Guard(Lock, std::defer_lock);
    if (Clean)
      Guard.lock();
    Ready = true;
    Changed.notify_one();
  });
  {
    std::unique_lock<std::mutex> Guard(Lock);
    Changed.wait_for(Guard, std::chrono::seconds(5), [] { return Ready; });
    ++Data;
  }
  Producer.join();
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}condition.cpp
