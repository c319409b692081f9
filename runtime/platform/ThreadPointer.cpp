//===- ThreadPointer.cpp - The FS base ------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/ThreadPointer.h"

#include <sys/auxv.h>

bool lockstep::kernelPermitsFsGsBase() {
  constexpr unsigned long FsGsBaseBit = 2; // HWCAP2_FSGSBASE
  static const bool Permitted = getauxval(AT_HWCAP2) & FsGsBaseBit;
  return Permitted;
}
