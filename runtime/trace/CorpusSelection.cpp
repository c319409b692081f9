//===- CorpusSelection.cpp - What a campaign begins with ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/CorpusSelection.h"

#include "trace/Decoder.h"

#include <algorithm>

using namespace lockstep;

Status CorpusSelection::add(std::string_view Bytes) {
  Result<Trace> Recorded = decodeTrace(Bytes);
  if (!Recorded)
    return Error{Recorded.error()};
  TracedTest Test = testOf(*Recorded);
  if (Test.Program != Wanted.Program || Test.Arguments != Wanted.Arguments)
    return success();
  Options Known;
  if (Status Good = adoptOptions(*Recorded, Known); !Good)
    return Good;
  if (Test == Wanted)
    Chosen.push_back(std::move(*Recorded));
  return success();
}

std::vector<Trace> CorpusSelection::take() {
  std::stable_partition(Chosen.begin(), Chosen.end(), [](const Trace &Of) {
    return Of.Outcome != OutcomeKind::Passed;
  });
  return std::move(Chosen);
}
