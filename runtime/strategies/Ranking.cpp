//===- Ranking.cpp - The highest priority among many ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/Ranking.h"

#include <emmintrin.h>

using namespace lockstep;

inline void Ranking::Block::show(uint64_t Now, const uint64_t *Of) {
  for (uint64_t Changed = Shown ^ Now; Changed; Changed &= Changed - 1) {
    auto I = size_t(std::countr_zero(Changed));
    Tops[I] = Now >> I & 1 ? topOf(Of[I]) : 0;
  }
  Shown = Now;
}

/// Vectors are taken four at once, as far as there are threads.
static size_t chunksOf(uint64_t Shown) {
  return (size_t(std::bit_width(Shown)) + 15) / 16;
}

/// The highest of them, as bits: those compare like the numbers.
inline uint32_t Ranking::Block::top() const {
  __m128 A = _mm_setzero_ps(), B = A, C = A, D = A;
  const float *At = Tops.data();
  for (size_t Left = chunksOf(Shown); Left; --Left, At += 16) {
    A = _mm_max_ps(A, _mm_load_ps(At));
    B = _mm_max_ps(B, _mm_load_ps(At + 4));
    C = _mm_max_ps(C, _mm_load_ps(At + 8));
    D = _mm_max_ps(D, _mm_load_ps(At + 12));
  }
  A = _mm_max_ps(_mm_max_ps(A, B), _mm_max_ps(C, D));
  A = _mm_max_ps(A, _mm_movehl_ps(A, A));
  A = _mm_max_ss(A, _mm_shuffle_ps(A, A, 1));
  return uint32_t(_mm_cvtsi128_si32(_mm_castps_si128(A)));
}

/// Those whose number is \p Top, which is not 0, as bits.
inline uint64_t Ranking::Block::having(uint32_t Top) const {
  __m128i Wanted = _mm_set1_epi32(int(Top));
  uint64_t Bits = 0;
  for (size_t I = 0, End = 16 * chunksOf(Shown); I < End; I += 16) {
    auto Same = [&](size_t Row) {
      return _mm_cmpeq_epi32(Wanted,
                             _mm_castps_si128(_mm_load_ps(&Tops[I + 4 * Row])));
    };
    __m128i Bytes = _mm_packs_epi16(_mm_packs_epi32(Same(0), Same(1)),
                                    _mm_packs_epi32(Same(2), Same(3)));
    Bits |= uint64_t(uint32_t(_mm_movemask_epi8(Bytes))) << I;
  }
  return Bits;
}

ThreadId Ranking::highestIn(ThreadWords Among) {
  uint32_t Top = 0;
  size_t First = 0;
  bool Several = false; // blocks have it
  for (size_t Index = 0; Index < Blocks.size(); ++Index) {
    Block &In = Blocks[Index];
    uint64_t Now = wordOf(Among, Index);
    if (In.Shown != Now)
      In.show(Now, &Priorities[Index * BlockSize]);
    if (!(Now & In.Ranked))
      continue;
    uint32_t Here = In.top();
    Several = Here == Top || (Several && Here < Top);
    First = Here > Top ? Index : First;
    Top = Here > Top ? Here : Top;
  }
  if (Top == 0)
    return ThreadId();
  ThreadId Best;
  uint64_t Highest = Unranked;
  size_t End = Several ? Blocks.size() : First + 1;
  for (size_t Index = First; Index < End; ++Index)
    forEachIn(Blocks[Index].having(Top), Index, [&](ThreadId Thread) {
      if (priority(Thread) <= Highest)
        return;
      Best = Thread;
      Highest = priority(Thread);
    });
  return Best;
}
