//===- Loader.h - The lock of the dynamic loader ----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_LOADER_H
#define LOCKSTEP_INTERCEPTORS_LOADER_H

#include <cstdint>

namespace lockstep {

/// The address of the mutex that stands for the loader's lock in the model.
uint64_t loaderLockAddress();

} // namespace lockstep

#endif
