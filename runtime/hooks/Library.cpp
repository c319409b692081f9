//===- Library.cpp - What functions of the C library access ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Formats.h"
#include "hooks/Hooks.h"
#include "hooks/Measure.h"

#include <algorithm>
#include <cstdarg>
#include <sys/uio.h>

using namespace lockstep;

static bool isFreed(Control &C, const void *Text) {
  return C.freed().mayContain(uint64_t(Text), 1) &&
         C.freed().find(uint64_t(Text), 1);
}

/// What is freed is no string any more: its first character tells as much.
uint64_t lockstep_hook_measure(uint64_t What, const void *Text,
                               const void *Other, uint64_t Limit) {
  Control *C = Control::here();
  if (!C || !Text || !Limit)
    return 0;
  auto By = lockstep_measure(What);
  bool IsCompared =
      By == lockstep_measure_common || By == lockstep_measure_common_wide;
  if (isFreed(*C, Text) || (IsCompared && (!Other || isFreed(*C, Other))))
    return characterSize(By);
  return measure(By, Text, Other, Limit);
}

static void announce(const FormatRanges &Ranges, const lockstep_site *Site) {
  for (const FormatRange &Each : Ranges) {
    uint64_t Size = Each.Size;
    if (Each.IsText)
      Size = lockstep_hook_measure(Each.IsWide ? lockstep_measure_wide
                                               : lockstep_measure_text,
                                   Each.Address, nullptr, Each.Size);
    lockstep_hook_plain_range(Each.Address, Size, Site);
  }
}

void lockstep_hook_print(const void *Format, const lockstep_site *Site, ...) {
  Control *C = Control::here();
  if (!C || !Format || isFreed(*C, Format))
    return;
  va_list Arguments;
  va_start(Arguments, Site);
  FormatRanges Ranges =
      printedRanges(static_cast<const char *>(Format), Arguments);
  va_end(Arguments);
  announce(Ranges, Site);
}

void lockstep_hook_print_list(const void *Format, void *List,
                              const lockstep_site *Site) {
  Control *C = Control::here();
  if (!C || !Format || !List || isFreed(*C, Format))
    return;
  va_list Arguments;
  va_copy(Arguments, *static_cast<va_list *>(List));
  FormatRanges Ranges =
      printedRanges(static_cast<const char *>(Format), Arguments);
  va_end(Arguments);
  announce(Ranges, Site);
}

void lockstep_hook_scan(uint64_t Assigned, const void *Format,
                        const lockstep_site *Site, ...) {
  Control *C = Control::here();
  if (!C || !Format || isFreed(*C, Format))
    return;
  va_list Arguments;
  va_start(Arguments, Site);
  FormatRanges Ranges = scannedRanges(static_cast<const char *>(Format),
                                      int64_t(Assigned), Arguments);
  va_end(Arguments);
  announce(Ranges, Site);
}

void lockstep_hook_vectors(const void *Vectors, uint64_t Count, uint64_t Limit,
                           const lockstep_site *Site) {
  Control *C = Control::here();
  if (!C || !Vectors || isFreed(*C, Vectors))
    return;
  auto *Each = static_cast<const iovec *>(Vectors);
  for (int64_t Left = int64_t(Count); Left > 0 && Limit; --Left, ++Each) {
    uint64_t Size = std::min<uint64_t>(Each->iov_len, Limit);
    lockstep_hook_plain_range(Each->iov_base, Size, Site);
    Limit -= Size;
  }
}
