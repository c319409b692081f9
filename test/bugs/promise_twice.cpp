// Intent: the first of two threads to have an answer is to keep the promise;
// both find that it has not been kept.
// RUN: %known %clangxx %s
#include <atomic>
#include <future>
#include <thread>

static std::promise<int> Answer;
static std::atomic<bool> Kept;

static void work(bool Clean) {
  if (Clean) {
    if (!Kept.exchange(true))
      Answer.set_value(1);
  } else if (!Kept) {
    Kept = true;
    Answer.set_value(1);
  }
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread First(work, Clean), Second(work, Clean);
  Answer.get_future().wait();
  First.join();
  Second.join();
  return 0;
}
