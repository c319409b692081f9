//===- RewriteCalls.cpp - Announced calls ---------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rewriters.h"

using namespace llvm;
using namespace lockstep;

void lockstep::rewriteCall(FunctionWriter &Writer, const Place &P,
                           const CallSites &Calls) {
  auto &Call = cast<CallBase>(*P.I);
  SiteFields Fields;
  Fields.Kind = Calls.kind(Call);
  Fields.Callee = linkName(*externalCallee(Call));
  Fields.Variable = P.Variable;
  Constant *Site = Writer.site(Call, Fields);
  Writer.announce(Call);
  Writer.call(Hook::call, {Site});
  // Nothing may stand between a musttail call and its return.
  if (Fields.Kind != lockstep_op_LibraryCall || Call.isMustTailCall() ||
      Call.doesNotReturn())
    return;
  Writer.announceAfter(Call);
  Writer.call(Hook::call_end, {Site});
}
