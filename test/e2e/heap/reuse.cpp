// Intent: programs that give memory back all the time and share what they keep
// are not accused: containers, pools of their own, frees by other threads and
// at the end of threads, memory that is asked for again.
// RUN: %fresh && %clangxx %s -o ./reuse
// RUN: env LOCKSTEP_ITERATIONS=200 ./reuse
// RUN: env LOCKSTEP_ITERATIONS=200 LOCKSTEP_OPTIONS=quarantine=4096 ./reuse
// RUN: env LOCKSTEP_ITERATIONS=200 LOCKSTEP_OPTIONS=quarantine=0 ./reuse
// RUN: env LOCKSTEP_ITERATIONS=5 LOCKSTEP_OPTIONS=switcher=threads ./reuse
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

static std::mutex Lock;
static std::map<int, std::shared_ptr<std::string>> Names;
static std::vector<std::unique_ptr<int>> Handed;
static thread_local std::vector<int> Own;
alignas(64) static char Pool[4][64]; // what it frees it uses again

static void work(int Number) {
  for (int I = 0; I < 8; ++I) {
    Own.push_back(I);
    Pool[Number][I] = char(I);
    std::lock_guard Hold(Lock);
    Names[I % 3] = std::make_shared<std::string>(30 + I, 'x');
    Handed.push_back(std::make_unique<int>(I)); // another thread deletes it
    if (Handed.size() > 3)
      Handed.erase(Handed.begin());
    Names.erase((I + 1) % 3);
  }
}

int main() {
  for (int Round = 0; Round < 2; ++Round) { // stacks serve again
    std::thread First(work, 0), Second(work, 1);
    First.join();
    Second.join();
  }
}
