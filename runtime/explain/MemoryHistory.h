//===- MemoryHistory.h - Who wrote which bytes last -------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLAIN_MEMORYHISTORY_H
#define LOCKSTEP_EXPLAIN_MEMORYHISTORY_H

#include "base/Ids.h"
#include "explain/Cause.h"

#include <map>
#include <span>
#include <vector>

namespace lockstep::explain {

/// The last write to each byte, as far as the events so far tell.
class MemoryHistory {
public:
  /// \p Addresses tells where objects are, by ObjectId, so that accesses that
  /// overlap are seen to do so; 0 and objects beyond its end are taken to
  /// overlap with nothing but themselves. Must outlive this.
  explicit MemoryHistory(std::span<const uint64_t> Addresses)
      : Addresses(Addresses) {}

  /// Appends the events that wrote the \p Size bytes at \p Where last,
  /// ascending by address, each once in a row.
  void read(ObjectId Where, uint32_t Size,
            std::vector<EventIndex> &Writers) const;
  void write(ObjectId Where, uint32_t Size, EventIndex Event);
  /// The writes that some byte still has its value from.
  std::vector<EventIndex> lastWriters() const;

private:
  struct Span {
    uint64_t End;
    EventIndex Event;
  };
  using SpanMap = std::map<uint64_t, Span>;

  uint64_t address(ObjectId Where) const;
  /// The first span that ends after \p Begin.
  static SpanMap::const_iterator firstAt(const SpanMap &Of, uint64_t Begin);

  std::span<const uint64_t> Addresses;
  SpanMap Spans; ///< by first byte; disjoint
};

} // namespace lockstep::explain

#endif
