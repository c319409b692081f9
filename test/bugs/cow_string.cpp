// Intent: a string that is copied when it is written to. It asks whether it is
// the only owner, and then writes in place; it has been copied in between.
// RUN: %known %clangxx %s
#include <atomic>
#include <cassert>
#include <thread>

struct Text {
  std::atomic<int> Owners{1};
  std::atomic<char> Letter{'a'};
};

static Text Shared;
static bool Clean;

static void write() {
  if (Clean) { // nobody can join while the count is zero
    int One = 1;
    if (!Shared.Owners.compare_exchange_strong(One, 0))
      return;
    Shared.Letter = 'b';
    Shared.Owners = 1;
  } else if (Shared.Owners == 1) {
    Shared.Letter = 'b';
  }
}

static void copy() {
  int Old = Shared.Owners;
  while (!Old || !Shared.Owners.compare_exchange_strong(Old, Old + 1))
    Old = Shared.Owners;
  char Mine = Shared.Letter;
  assert(Shared.Letter == Mine);
  --Shared.Owners;
}

int main(int Count, char **) {
  Clean = Count > 1;
  std::thread Reader(copy);
  write();
  Reader.join();
  return 0;
}
