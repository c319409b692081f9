// Intent: what a library's own code stored is waited for, also when nothing else was seen of the variable.
// RUN: %fresh && %plainxx -DLIBRARY -shared -fPIC %s -o libother.so
// RUN: env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s -L. -lother -Wl,-rpath,. | FileCheck %s
#include <atomic>
#include <future>
#include <thread>

void publish(std::atomic<int> &Flag);

#ifdef LIBRARY
void publish(std::atomic<int> &Flag) {
  Flag.store(1, std::memory_order_release);
}
#else
std::atomic<int> Flag;
int Data, Early;

int main(int Count, char **) {
  bool Clean = Count > 1;
  // libstdc++ makes the first one ready when its thread ends, by itself.
  std::promise<int> AtExit;
  std::packaged_task<int()> Task([] { return 2; });
  std::future<int> First = AtExit.get_future(), Second = Task.get_future();
  std::thread Other([&] {
    Data = 1;
    publish(Flag);
    AtExit.set_value_at_thread_exit(1);
    Task.make_ready_at_thread_exit();
    if (!Clean)
      ++Early;
  });
  int Wrong = 0;
  if (Flag.load(std::memory_order_acquire))
    Wrong += Data != 1;
  if (!Clean)
    ++Early;
  Wrong += First.get() != 1;
  Wrong += Second.get() != 2;
  Other.join();
  return Wrong;
}
#endif
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}unseen_store.cpp
