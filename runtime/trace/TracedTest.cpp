//===- TracedTest.cpp - What a trace is an execution of -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/TracedTest.h"

using namespace lockstep;

TracedTest lockstep::testOf(const Trace &Recorded) {
  TracedTest Test;
  Test.Program = Recorded.Program.substr(Recorded.Program.rfind('/') + 1);
  Test.Arguments.assign(Recorded.Arguments.begin() +
                            !Recorded.Arguments.empty(),
                        Recorded.Arguments.end());
  Options Meant;
  Test.Options = adoptOptions(Recorded, Meant) ? canonicalBehavior(Meant)
                                               : Recorded.Options;
  return Test;
}

Status lockstep::adoptOptions(const Trace &Recorded, Options &Into) {
  // Traces from before races were looked for do not say so.
  Options Before = Into;
  Before.Races = RacesChoice::Ignore;
  Result<ParsedOptions> Parsed =
      parseOptions(Recorded.Options, Before, "the trace's options");
  if (!Parsed)
    return Error{Parsed.error()};
  if (!Parsed->Warnings.empty())
    return Error{Parsed->Warnings.front() +
                 "; the trace was made by another version of Lockstep"};
  Into = Parsed->Values;
  return success();
}
