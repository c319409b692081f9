//===- OwnMemory.h - Maps of Lockstep's own ---------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_OWNMEMORY_H
#define LOCKSTEP_PLATFORM_OWNMEMORY_H

#include <cstdint>
#include <sys/types.h>

namespace lockstep {

/// As mmap(2) of \p Size bytes, for the driver and for what the runtime keeps
/// in an execution. Far from where the kernel puts what the program maps: that
/// must be the same in every execution, whatever the driver did before, because
/// programs hash and print addresses. \returns the address or a negative error
/// number. For one thread at a time.
long mapOwn(uint64_t Size, int Protection, int Flags, int File = -1,
            off_t Offset = 0);

} // namespace lockstep

#endif
