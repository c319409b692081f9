//===- DigestMaker.h - Makes the digest of an execution ------------*- C++
//-*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLORE_DIGESTMAKER_H
#define LOCKSTEP_EXPLORE_DIGESTMAKER_H

#include "base/FlatIndex.h"
#include "event/Decision.h"
#include "explore/ExecutionLog.h"
#include "sched/Observation.h"
#include "sched/ReadsFrom.h"
#include "sched/ThreadKeys.h"

#include <span>
#include <vector>

namespace lockstep {

/// Makes the digest of one execution after another, at some ten nanoseconds per
/// decision. Memory is kept between executions.
class DigestMaker {
public:
  /// Fills in what the decisions tell: all but Iteration, Seed,
  /// Known and Failed.
  Observation digest(const ExecutionLog &Log, uint64_t Choices,
                     ObservationDetail Wanted);

private:
  /// What is known of an object of the execution.
  struct ObjectState {
    uint64_t WriteHash = 0; ///< of the last write
    uint64_t ReadHash = 0;  ///< of all reads since
    ThreadId First;         ///< who touched it first
    bool Multiple = false;  ///< touched by several threads
    bool Written = false;
  };
  /// A site on an object.
  struct SiteOnObject {
    ObjectId Object;
    SiteId Site;
    ThreadId First;
    bool Multiple = false; ///< by several threads
    bool Reads = false;
    bool Writes = false;
    bool Changes = false;
    /// What the next use most often has in common with the last: its thread, as
    /// a number of ThreadsOnObjects, and where the value read came from.
    ThreadId User = {};
    uint32_t UserNumber = 0;
    bool HasRead = false;
    SiteId From = {};
    uint64_t FromHash = 0;
  };
  struct ThreadOnObject {
    ObjectId Object;
    ThreadId Thread;
    uint64_t Events = 0;
  };

  void begin(const ExecutionLog &Log);
  void note(const Decision &Step, bool WithPath, Observation &Into);
  void noteAccess(const Decision &Step);
  void noteUser(SiteOnObject &Site, ThreadId Who);
  void noteRead(SiteOnObject &Site, SiteId From);
  uint64_t print(const Decision &Step, Access Kind);
  void listSites(Observation &Into) const;
  void listPairs(Observation &Into);
  void listUses(const ExecutionLog &Log, Observation &Into) const;

  ThreadKeys Keys;
  ReadsFrom Reads;
  FlatIndex Edges; ///< read and write site
  std::vector<SitePair> EdgeList;
  FlatIndex SiteKeys; ///< object and site
  std::vector<SiteOnObject> SitesOnObjects;
  FlatIndex ThreadNumbers; ///< object and thread
  std::vector<ThreadOnObject> ThreadsOnObjects;
  std::vector<ObjectState> Objects;
  std::vector<uint64_t> ThreadHash;
  uint64_t State = 0; ///< hash of the reads-from pairs so far
};

} // namespace lockstep

#endif
