//===- OpenStrategy.h - The strategy that the user wants --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_OPENSTRATEGY_H
#define LOCKSTEP_PRELOAD_OPENSTRATEGY_H

#include "base/Result.h"
#include "preload/Runner.h"

#include <memory>
#include <string_view>

namespace lockstep {

/// As makeStrategy(), but loads plug-ins, too. \p Run is prepared.
Result<std::unique_ptr<Strategy>> openStrategy(std::string_view Spec,
                                               Runner &Run);

} // namespace lockstep

#endif
