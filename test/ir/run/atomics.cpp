// Intent: every atomic of C++ gives the native results, without a runtime and
// with one that performs it, at every optimization level.
// RUN: %plain_clangxx -O1 -std=c++20 -mcx16 %s -o %t.plain -latomic
// RUN: %t.plain > %t.expected
// RUN: %clangxx -g -O0 -std=c++20 -mcx16 %s -o %t.0 -latomic
// RUN: %clangxx -g -O1 -std=c++20 -mcx16 %s -o %t.1 -latomic
// RUN: %clangxx -g -O2 -std=c++20 %s -o %t.2 -latomic
// RUN: %clangxx -O3 -std=c++20 -march=native %s -o %t.3 -latomic
// RUN: %t.0 | diff %t.expected -
// RUN: %t.1 | diff %t.expected -
// RUN: %t.2 | diff %t.expected -
// RUN: %t.3 | diff %t.expected -
// RUN: env LD_PRELOAD=%fake_runtime %t.0 2>%t.log0 | diff %t.expected -
// RUN: env LD_PRELOAD=%fake_runtime %t.1 2>%t.log1 | diff %t.expected -
// RUN: env LD_PRELOAD=%fake_runtime %t.2 2>%t.log2 | diff %t.expected -
// RUN: env LD_PRELOAD=%fake_runtime %t.3 2>%t.log3 | diff %t.expected -
// RUN: %filecheck %s < %t.log0
// RUN: %filecheck %s < %t.log1
// RUN: %filecheck %s < %t.log2
// RUN: %filecheck %s < %t.log3
// CHECK: hook atomic_load
// CHECK: hook atomic_store
// CHECK: hook atomic_rmw
// CHECK: hook atomic_cas
// CHECK: hook wide_load
// CHECK: hook wide_store
// CHECK: hook wide_rmw
// CHECK: hook wide_cas
// CHECK: hook fence

#include <atomic>
#include <cstdint>
#include <cstdio>

template <class T> std::atomic<T> Cell;

template <class T> void integers(const char *Name) {
  std::atomic<T> &A = Cell<T>;
  A.store(T(100), std::memory_order_release);
  T Sum = 0;
  Sum += A.fetch_add(T(50));
  Sum += A.fetch_sub(T(7), std::memory_order_relaxed);
  Sum += A.fetch_and(T(0x5d));
  Sum += A.fetch_or(T(0x82));
  Sum += A.fetch_xor(T(-1));
  Sum += A.exchange(T(-3));
  T Expected = T(5);
  bool First = A.compare_exchange_strong(Expected, T(9));
  bool Second = A.compare_exchange_weak(
      Expected, T(11), std::memory_order_acq_rel, std::memory_order_relaxed);
  Sum += __atomic_fetch_nand((T *)&A, T(3), __ATOMIC_SEQ_CST);
  std::printf("%s %lld %lld %lld %d%d\n", Name, (long long)Sum,
              (long long)Expected, (long long)A.load(), First, Second);
}

struct Pair {
  long A, B;
};
struct Large {
  int Values[7];
};
static std::atomic<Pair> Wide;
static std::atomic<Large> Larger;
static std::atomic<double> Real;
static std::atomic<float> Small;
static std::atomic<const char *> Text;
static std::atomic_flag Flag;

int main() {
  integers<int8_t>("8");
  integers<uint16_t>("16");
  integers<int32_t>("32");
  integers<uint64_t>("64");
  Wide.store({1, 2});
  Pair Found = Wide.exchange({3, 4});
  Pair Guess = {9, 9};
  bool Done = Wide.compare_exchange_strong(Guess, {5, 6});
  Done |= Wide.compare_exchange_strong(Guess, {7, 8}) << 1;
  Pair Now = Wide.load();
  std::printf("wide %ld %ld %ld %d %ld %ld\n", Found.A, Found.B, Guess.B, Done,
              Now.A, Now.B);
  Larger.store({{1, 2, 3, 4, 5, 6, 7}});
  Large Old = Larger.exchange({{7}});
  std::printf("large %d %d\n", Old.Values[6], Larger.load().Values[0]);
  Real.store(1.5);
  Real.fetch_add(2.25);
  Small.store(0.5f);
  Small.fetch_sub(2.0f);
  Text.store("text");
  std::printf("real %f %f %s %d\n", Real.load(), Small.load(), Text.load(),
              Flag.test_and_set());
  std::atomic_thread_fence(std::memory_order_seq_cst);
  std::atomic_signal_fence(std::memory_order_seq_cst);
}
