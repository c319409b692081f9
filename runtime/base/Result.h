//===- Result.h - A value, or why there is none -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_RESULT_H
#define LOCKSTEP_BASE_RESULT_H

#include "base/Check.h"

#include <string>
#include <utility>
#include <variant>

namespace lockstep {

/// What is wrong with an input: names the thing and says the mend, without a
/// final period or newline.
struct Error {
  std::string Message;
};

/// A T, or the Error that explains its absence. For input that may be wrong.
template <class T> class [[nodiscard]] Result {
public:
  Result(T Value) : State(std::in_place_index<0>, std::move(Value)) {}
  Result(Error Failure) : State(std::in_place_index<1>, std::move(Failure)) {}

  explicit operator bool() const { return State.index() == 0; }
  /// The value; a fault of the caller when there is none.
  T &operator*() {
    LOCKSTEP_CHECK(State.index() == 0);
    return *std::get_if<0>(&State);
  }
  const T &operator*() const {
    LOCKSTEP_CHECK(State.index() == 0);
    return *std::get_if<0>(&State);
  }
  T *operator->() { return &**this; }
  const T *operator->() const { return &**this; }
  /// The message; a fault of the caller when there is a value.
  const std::string &error() const {
    LOCKSTEP_CHECK(State.index() == 1);
    return std::get_if<1>(&State)->Message;
  }

private:
  std::variant<T, Error> State;
};

/// Success, or an Error.
using Status = Result<std::monostate>;
inline Status success() { return std::monostate{}; }

} // namespace lockstep

#endif
