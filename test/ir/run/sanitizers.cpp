// Intent: with clang's AddressSanitizer and UndefinedBehaviorSanitizer the
// program is still correct, and they still find what they are for.
// REQUIRES: asan
// RUN: %clangxx -g -O0 -std=c++17 -fsanitize=address,undefined %s -o %t.0 -pthread
// RUN: %clangxx -g -O2 -std=c++17 -fsanitize=address,undefined %s -o %t.2 -pthread
// RUN: %t.0 | %filecheck %s
// RUN: %t.2 | %filecheck %s
// RUN: not %t.0 overflow 2>&1 | %filecheck --check-prefix=BAD %s
// RUN: not %t.2 overflow 2>&1 | %filecheck --check-prefix=BAD %s
// RUN: env LD_PRELOAD=%fake_runtime ASAN_OPTIONS=verify_asan_link_order=0 %t.2 2>&1 | %filecheck --check-prefixes=CHECK,LOG %s
// CHECK-DAG: total 200
// LOG-DAG: hook plain_read
// LOG-DAG: site PlainWrite sanitizers.cpp:{{.*}} variable 'Total'
// BAD: AddressSanitizer: heap-buffer-overflow

#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

std::mutex Lock;
int Total;

int main(int Count, char **) {
  auto Work = [] {
    for (int I = 0; I < 100; ++I) {
      std::lock_guard<std::mutex> Guard(Lock);
      Total += 1;
    }
  };
  std::thread A(Work), B(Work);
  A.join();
  B.join();
  std::vector<int> Values(4, 1);
  std::printf("total %d\n", Total + Values.data()[Count > 1 ? 4 : 0] - 1);
}
