//===- EventText.h - One event in a few words -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_EVENTTEXT_H
#define LOCKSTEP_REPORT_EVENTTEXT_H

#include "event/Decision.h"
#include "event/Event.h"

#include <string>

namespace lockstep {

class ObjectNames;

/// "lock To.Lock", "load Flag: 0 (acquire)", "fetch_add Count: 3 -> 4
/// (seq_cst)": what \p E did, with values and memory order.
std::string eventText(const Event &E, ObjectNames &Names);

/// ", by choice (spurious_wakeups)", with which the text of \p E ends where
/// something rare made it end as it did; else empty.
std::string choiceSuffix(const Event &E);

/// "wakes waiter 2 of 3": what the value \p Choice, a decision, means.
std::string choiceText(const Decision &Choice);
/// Whether \p Choice says only that nothing rare happened: not worth a line.
bool isUneventful(const Decision &Choice);

/// "acquire"; empty for none.
const char *memoryOrderText(uint8_t Order);

} // namespace lockstep

#endif
