// Intent: an entry is inserted under the lock that readers share: two insertions
// overlap, and one is lost.
// RUN: %known %clangxx %s
#include <atomic>
#include <cassert>
#include <mutex>
#include <shared_mutex>
#include <thread>

static std::shared_mutex Lock;
static std::atomic<int> Size;

static void append() {
  int Old = Size;
  Size = Old + 1;
}

static void insert(bool Clean) {
  if (Clean) {
    std::unique_lock<std::shared_mutex> Hold(Lock);
    append();
  } else {
    std::shared_lock<std::shared_mutex> Hold(Lock);
    append();
  }
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Other(insert, Clean);
  insert(Clean);
  Other.join();
  assert(Size == 2);
  return 0;
}
