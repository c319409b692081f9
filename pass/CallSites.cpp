//===- CallSites.cpp - Functions whose calls are announced ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallSites.h"

#include "llvm/IR/Function.h"

#include <pthread.h>
#include <semaphore.h>

using namespace llvm;
using namespace lockstep;

namespace {
struct Row {
  const char *Name;
  lockstep_op Kind;
};
constexpr Row Rows[] = {
#define LOCKSTEP_CALL_SITE(Name, Kind) {Name, lockstep_op_##Kind},
#include "call_sites.def"
};

// Sizes of the families of objects that library calls act on.
constexpr unsigned SizeOfNone = 0;
constexpr unsigned SizeOfMemory = 0;
constexpr unsigned SizeOfThread = sizeof(pthread_t);
constexpr unsigned SizeOfMutex = sizeof(pthread_mutex_t);
constexpr unsigned SizeOfCondition = sizeof(pthread_cond_t);
constexpr unsigned SizeOfRwLock = sizeof(pthread_rwlock_t);
constexpr unsigned SizeOfSpinLock = sizeof(pthread_spinlock_t);
constexpr unsigned SizeOfBarrier = sizeof(pthread_barrier_t);
constexpr unsigned SizeOfOnce = sizeof(pthread_once_t);
constexpr unsigned SizeOfGuard = 8;
constexpr unsigned SizeOfSemaphore = sizeof(sem_t);
constexpr unsigned SizeOfFutex = 4;
constexpr unsigned SizeOfQueue = 0;
constexpr unsigned SizeOfClock = 0;
constexpr unsigned SizeOfDescriptor = 0;

constexpr unsigned Sizes[] = {
#define LOCKSTEP_OPERATION(Name, Text, Access, Object) SizeOf##Object,
#include "lockstep/operations.def"
};
} // namespace

CallSites::CallSites() {
  for (const Row &R : Rows)
    Kinds[R.Name] = R.Kind;
}

lockstep_op CallSites::kind(const CallBase &Call) const {
  const Function *Callee = externalCallee(Call);
  if (!Callee || Callee->isIntrinsic())
    return lockstep_op_None;
  auto Position = Kinds.find(linkName(*Callee));
  return Position == Kinds.end() ? lockstep_op_None : Position->second;
}

const Function *lockstep::externalCallee(const CallBase &Call) {
  const auto *Callee =
      dyn_cast<Function>(Call.getCalledOperand()->stripPointerCasts());
  return Callee && Callee->isDeclarationForLinker() ? Callee : nullptr;
}

StringRef lockstep::linkName(const Function &F) {
  return GlobalValue::dropLLVMManglingEscape(F.getName());
}

unsigned lockstep::objectSize(lockstep_op Kind) { return Sizes[Kind]; }
