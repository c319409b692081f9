//===- CallerSite.h - Interceptors that call interceptors -------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_CALLERSITE_H
#define LOCKSTEP_INTERCEPTORS_CALLERSITE_H

#include "interceptors/Intercept.h"

namespace lockstep {

/// An interceptor that calls other interceptors: while it lives, their
/// operations have the place that the program called from.
class CallerSite {
public:
  explicit CallerSite(void *ReturnAddress) {
    Control *C = Control::here();
    if (!C)
      return;
    Control::Scope Inside(*C);
    if (C->self().InLibrary.isValid())
      return;
    Self = &C->self();
    Self->InLibrary = Self->Announced.isValid()
                          ? Self->Announced
                          : C->sites().place(uint64_t(ReturnAddress));
    Self->Announced = SiteId();
  }
  ~CallerSite() {
    if (Self)
      Self->InLibrary = SiteId();
  }
  CallerSite(const CallerSite &) = delete;

private:
  ProgramThread *Self = nullptr; ///< when it is ours to reset
};

} // namespace lockstep

#endif
