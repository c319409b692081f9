// Intent: threads, exceptions, virtual calls and function-local statics behave
// natively at every level, with and without a runtime.
// RUN: %clangxx -g -O0 -std=c++20 %s -o %t.0 -pthread
// RUN: %clangxx -g -O1 -std=c++20 %s -o %t.1 -pthread
// RUN: %clangxx -g -O2 -std=c++20 -fno-pic -no-pie %s -o %t.2 -pthread
// RUN: %clangxx -g -O3 -std=c++20 %s -o %t.3 -pthread
// RUN: %t.0 | %filecheck %s
// RUN: %t.1 | %filecheck %s
// RUN: %t.2 | %filecheck %s
// RUN: %t.3 | %filecheck %s
// RUN: env LD_PRELOAD=%fake_runtime %t.0 2>%t.log0 | %filecheck %s
// RUN: env LD_PRELOAD=%fake_runtime %t.1 2>%t.log1 | %filecheck %s
// RUN: env LD_PRELOAD=%fake_runtime %t.2 2>%t.log2 | %filecheck %s
// RUN: env LD_PRELOAD=%fake_runtime %t.3 2>%t.log3 | %filecheck %s
// RUN: %filecheck --check-prefix=LOG %s < %t.log0
// RUN: %filecheck --check-prefix=LOG %s < %t.log1
// RUN: %filecheck --check-prefix=LOG %s < %t.log2
// RUN: %filecheck --check-prefix=LOG %s < %t.log3
// LOG: hook call
// LOG: hook call_end
// LOG-DAG: site MutexLock
// LOG-DAG: site LibraryCall {{.*}} callee '_ZNSt6thread4joinEv'
// LOG-DAG: site GuardAcquire threads.cpp
// CHECK: total 4000 caught 1000 shape 12 local 8

#include <cstdio>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Shape {
  virtual ~Shape() = default;
  virtual int area() const = 0;
};
struct Box : Shape {
  int Width = 3, Height = 4;
  int area() const override { return Width * Height; }
};

static std::mutex Lock;
static int Total, Caught;

static int &local() {
  static std::vector<int> Value{int(std::string("8").size()) + 7};
  return Value[0];
}

static void work() {
  for (int I = 0; I < 1000; ++I) {
    std::lock_guard<std::mutex> Guard(Lock);
    try {
      ++Total;
      if (I % 4 == 0)
        throw std::runtime_error("now and then");
    } catch (const std::exception &) {
      ++Caught;
    }
  }
}

int main() {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back(work);
  for (std::thread &T : Threads)
    T.join();
  std::unique_ptr<Shape> Any = std::make_unique<Box>();
  std::printf("total %d caught %d shape %d local %d\n", Total, Caught,
              Any->area(), local());
}
