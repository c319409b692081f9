//===- FiberSwitcher.h - Fibers of one kernel thread ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SWITCHING_FIBERSWITCHER_H
#define LOCKSTEP_SWITCHING_FIBERSWITCHER_H

#include "platform/ThreadPool.h"
#include "switching/Switcher.h"

namespace lockstep {

/// Borrowed threads: every thread of the program runs on the kernel thread that
/// called main. Running one means loading its registers and its FS base; to
/// glibc it is the pool thread that lends both.
class FiberSwitcher : public Switcher {
public:
  /// \p UseFsGsBase: write the FS base by instruction; else by system call.
  /// \p PoolIsEmpty is called when a thread is wanted and none is left; it ends
  /// the execution so that the driver enlarges the pool, or returns and the
  /// program gets EAGAIN.
  FiberSwitcher(ThreadPool &Pool, bool UseFsGsBase,
                void (*PoolIsEmpty)(uint32_t PoolSize));

  int prepare(ProgramThread &New, const pthread_attr_t *Attributes,
              Entry Begin) override;
  void switchTo(ProgramThread &From, ProgramThread &To) override;
  void leaveTo(ProgramThread &From, ProgramThread &To) override;
  ProgramThread *reclaim(ProgramThread &Over) override;
  bool sharesCarrier() const override { return true; }

private:
  bool chooseStack(ProgramThread &New, const pthread_attr_t *Attributes);

  ThreadPool &Pool;
  bool UseFsGsBase;
  void (*PoolIsEmpty)(uint32_t PoolSize);
};

} // namespace lockstep

#endif
