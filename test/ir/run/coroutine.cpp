// Intent: coroutines, their suspended frames and their unwinding survive.
// UNSUPPORTED: llvm-14
// RUN: %clangxx -g -O0 -std=c++20 %s -o %t.0
// RUN: %clangxx -g -O1 -std=c++20 %s -o %t.1
// RUN: %clangxx -g -O2 -std=c++20 %s -o %t.2
// RUN: %t.0 | %filecheck %s
// RUN: %t.1 | %filecheck %s
// RUN: %t.2 | %filecheck %s
// RUN: env LD_PRELOAD=%fake_runtime %t.0 2>/dev/null | %filecheck %s
// RUN: env LD_PRELOAD=%fake_runtime %t.1 2>/dev/null | %filecheck %s
// RUN: env LD_PRELOAD=%fake_runtime %t.2 2>/dev/null | %filecheck %s
// CHECK: sum 45 caught 7

#include <atomic>
#include <coroutine>
#include <cstdio>
#include <exception>

static std::atomic<int> Steps;

struct Generator {
  struct promise_type {
    int Value = 0;
    std::exception_ptr Failure;
    Generator get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int V) {
      Value = V;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { Failure = std::current_exception(); }
  };
  std::coroutine_handle<promise_type> Handle;
};

static Generator count(int From, int To, bool Fail) {
  for (int I = From; I < To; ++I) {
    Steps.fetch_add(1);
    co_yield I;
  }
  if (Fail)
    throw 7;
}

int main() {
  int Sum = 0, Caught = 0;
  Generator G = count(0, 10, true);
  for (G.Handle.resume(); !G.Handle.done(); G.Handle.resume())
    Sum += G.Handle.promise().Value;
  try {
    std::rethrow_exception(G.Handle.promise().Failure);
  } catch (int Value) {
    Caught = Value;
  }
  G.Handle.destroy();
  std::printf("sum %d caught %d\n", Sum, Caught);
  return Steps.load() != 10;
}
