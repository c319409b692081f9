//===- Nearest.cpp - What was meant by a misspelt word --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Nearest.h"

#include <algorithm>
#include <vector>

using namespace lockstep;

static char lower(char C) { return C >= 'A' && C <= 'Z' ? C - 'A' + 'a' : C; }

uint32_t lockstep::editDistance(std::string_view A, std::string_view B) {
  // Three rows of the usual table: two back, one back, this one.
  std::vector<uint32_t> Before(B.size() + 1), Last(B.size() + 1),
      Row(B.size() + 1);
  for (size_t J = 0; J <= B.size(); ++J)
    Last[J] = uint32_t(J);
  for (size_t I = 1; I <= A.size(); ++I) {
    Row[0] = uint32_t(I);
    for (size_t J = 1; J <= B.size(); ++J) {
      bool Same = lower(A[I - 1]) == lower(B[J - 1]);
      Row[J] = std::min({Last[J] + 1, Row[J - 1] + 1, Last[J - 1] + !Same});
      if (I > 1 && J > 1 && lower(A[I - 1]) == lower(B[J - 2]) &&
          lower(A[I - 2]) == lower(B[J - 1]))
        Row[J] = std::min(Row[J], Before[J - 2] + 1);
    }
    Before.swap(Last);
    Last.swap(Row);
  }
  return Last[B.size()];
}

std::string_view
lockstep::nearest(std::string_view Word,
                  std::span<const std::string_view> Candidates) {
  // A word that long is not a misspelling, and the table would be large.
  constexpr size_t LongestWord = 128;
  std::string_view Best;
  uint32_t BestDistance = uint32_t((Word.size() + 2) / 3) + 1;
  if (Word.empty() || Word.size() > LongestWord)
    return Best;
  for (std::string_view Candidate : Candidates) {
    if (Candidate.size() > LongestWord)
      continue;
    uint32_t Distance = editDistance(Word, Candidate);
    if (Distance < BestDistance) {
      Best = Candidate;
      BestDistance = Distance;
    }
  }
  return Best;
}
