//===- Placement.h - Where code lies ----------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_PLACEMENT_H
#define LOCKSTEP_BASE_PLACEMENT_H

/// For what every execution runs, away from the other code that it does: such
/// functions lie together at the start. An execution is a fork, and each 64 KiB
/// of code that it touches cost it a fault.
#define LOCKSTEP_EACH_EXECUTION __attribute__((hot))

#endif
