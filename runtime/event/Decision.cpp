//===- Decision.cpp - One recorded choice ---------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "event/Decision.h"

#include "base/Check.h"

using namespace lockstep;

const ValueInfo &lockstep::valueInfo(ValueReason Reason) {
  static constexpr ValueInfo Table[] = {
#define LOCKSTEP_VALUE(Name, Word, Option, Question, Happens, Not)             \
  {#Name, Word, Option, Question, Happens, Not},
#include "event/values.def"
  };
  LOCKSTEP_CHECK(unsigned(Reason) < ValueReasonCount);
  return Table[unsigned(Reason)];
}
