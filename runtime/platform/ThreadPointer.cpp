//===- ThreadPointer.cpp - The FS base ------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/ThreadPointer.h"

#include <cerrno>
#include <sys/auxv.h>

constexpr unsigned long FsGsBaseBit = 2; // HWCAP2_FSGSBASE
const bool lockstep::KernelPermitsFsGsBase = getauxval(AT_HWCAP2) & FsGsBaseBit;

const ptrdiff_t lockstep::ErrnoOffset =
    reinterpret_cast<char *>(&errno) - static_cast<char *>(threadPointer());
