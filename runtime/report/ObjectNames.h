//===- ObjectNames.h - What a report calls an object ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_OBJECTNAMES_H
#define LOCKSTEP_REPORT_OBJECTNAMES_H

#include "report/ExecutionRecord.h"
#include "report/Symbolizer.h"

#include <string>
#include <vector>

namespace lockstep {

/// Names every object of a record, once and unambiguously. In this order: the
/// record's own name; the member of a global variable at its address, when the
/// variable's layout is known ("accounts[1].lock"); the source expression, when
/// all places that use the object write it alike, no other object is written
/// so, and it is not the library's own ("__mutex"); the global variable at its
/// address; the expression that it shares with others that have no other
/// ("node->next"); the field that it is by all expressions ("lock"); where the
/// program first used it ("mutex@bank.cpp:12"), unless it is memory; a letter
/// and a number by first use ("m1"). Those of one expression, field or place
/// are numbered by first use ("lock#1"). No two objects share a name, other
/// than threads, and locks that annotations tell of, with their memory.
class ObjectNames {
public:
  ObjectNames(const ExecutionRecord &Record, Symbolizer &Symbols);

  /// For the schedule: "To.Lock" or "m1". Safe to print.
  std::string shortName(ObjectId Object);
  /// For sentences: "mutex 'To.Lock'", "mutex m1" or "mutex@bank.cpp:12". Safe
  /// to print.
  std::string longName(ObjectId Object);

  /// Whether it has a name, and not only a number.
  bool hasName(ObjectId Object) const {
    return Object.index() < Entries.size() && !Entries[Object.index()].Numbered;
  }

  /// The objects that were asked for and have only a number, in order of first
  /// use.
  std::vector<ObjectId> numberedInUse() const;
  /// The index of the first event on \p Object; NoEvent when there is none.
  size_t firstUse(ObjectId Object) const;

private:
  struct Entry {
    std::string Text;
    size_t FirstUse = NoEvent;
    uint64_t Size = 0; ///< of the smallest access; 0 when none has any
    /// What those without a name of their own are called together:
    /// "node->next", "lock" or "mutex@bank.cpp:12".
    std::string Group = {};
    bool Numbered = false;
    bool Used = false;
  };
  void findUses(const ExecutionRecord &Record);
  void takeMembers(const ExecutionRecord &Record, Symbolizer &Symbols);
  void takeExpressions(const ExecutionRecord &Record, Symbolizer &Symbols);
  void describeTheRest(const ExecutionRecord &Record, Symbolizer &Symbols);
  void numberTheRest();
  void tellApart();
  Entry *find(ObjectId Object);

  const ExecutionRecord &Record;
  std::vector<Entry> Entries;
};

} // namespace lockstep

#endif
