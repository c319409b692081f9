//===- Task.h - A coroutine that is a piece of a scripted thread ---*- C++
//-*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_ENGINE_TASK_H
#define LOCKSTEP_TEST_ENGINE_TASK_H

#include <coroutine>
#include <cstdlib>
#include <utility>

namespace lockstep::scripted {

/// A thread's body, or a part of one. Begins when it is awaited or resumed; its
/// result is a number.
class Task {
public:
  struct promise_type {
    std::coroutine_handle<> Awaiting = std::noop_coroutine();
    int Value = 0;

    Task get_return_object() {
      return Task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> Self) noexcept {
        return Self.promise().Awaiting;
      }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void return_value(int Result) { Value = Result; }
    void unhandled_exception() { std::abort(); }
  };

  Task() = default;
  Task(Task &&Other) : Handle(std::exchange(Other.Handle, nullptr)) {}
  Task &operator=(Task &&Other) {
    std::swap(Handle, Other.Handle);
    return *this;
  }
  ~Task() {
    if (Handle)
      Handle.destroy();
  }

  std::coroutine_handle<> handle() const { return Handle; }

  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> Awaiting) {
    Handle.promise().Awaiting = Awaiting;
    return Handle;
  }
  int await_resume() { return Handle.promise().Value; }

private:
  explicit Task(std::coroutine_handle<promise_type> Handle) : Handle(Handle) {}

  std::coroutine_handle<promise_type> Handle;
};

} // namespace lockstep::scripted

#endif
