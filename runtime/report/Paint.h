//===- Paint.h - Colors of a terminal ---------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_PAINT_H
#define LOCKSTEP_REPORT_PAINT_H

#include <string>

namespace lockstep {

/// Wraps text in ANSI escapes (ECMA-48 SGR), or leaves it as it is.
class Paint {
public:
  explicit Paint(bool Color) : Color(Color) {}

  std::string bold(const std::string &Text) const { return wrap("1", Text); }
  std::string alarm(const std::string &Text) const {
    return wrap("1;31", Text);
  }
  std::string mark(const std::string &Text) const { return wrap("1;33", Text); }
  std::string dim(const std::string &Text) const { return wrap("2", Text); }

private:
  std::string wrap(const char *Code, const std::string &Text) const {
    if (!Color || Text.empty())
      return Text;
    return std::string("\033[") + Code + "m" + Text + "\033[0m";
  }
  bool Color;
};

} // namespace lockstep

#endif
