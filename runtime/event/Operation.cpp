//===- Operation.cpp - What a thread is about to do -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "event/Operation.h"

using namespace lockstep;

namespace {
struct KindRow {
  const char *Name;
  const char *Text;
};

constexpr KindRow Kinds[] = {
#define LOCKSTEP_OPERATION(Name, Text, AccessKind, Object) {#Name, Text},
#include "lockstep/operations.def"
};

struct ObjectRow {
  const char *Name;
  const char *Text;
};

constexpr ObjectRow Objects[] = {
#define LOCKSTEP_OBJECT(Name, Text) {#Name, Text},
#include "lockstep/operations.def"
};
} // namespace

const char *lockstep::operationText(OpKind Kind) {
  return Kinds[unsigned(Kind)].Text;
}
const char *lockstep::operationName(OpKind Kind) {
  return Kinds[unsigned(Kind)].Name;
}
const char *lockstep::objectKindText(ObjectKind Kind) {
  return Objects[unsigned(Kind)].Text;
}
const char *lockstep::objectKindName(ObjectKind Kind) {
  return Objects[unsigned(Kind)].Name;
}

static bool sameObject(const Operation &A, const Operation &B) {
  if (A.Object.isValid() && (A.Object == B.Object || A.Object == B.Second))
    return true;
  if (A.Second.isValid() && (A.Second == B.Object || A.Second == B.Second))
    return true;
  // Memory objects are named by their first byte; accesses of other widths or
  // offsets overlap without sharing the name.
  return operationObject(A.Kind) == ObjectKind::Memory &&
         operationObject(B.Kind) == ObjectKind::Memory && A.Address &&
         B.Address && A.Address < B.Address + B.Size &&
         B.Address < A.Address + A.Size;
}

bool lockstep::dependent(const Operation &A, const Operation &B) {
  Access OfA = operationAccess(A.Kind), OfB = operationAccess(B.Kind);
  if (OfA == Access::None || OfB == Access::None)
    return false;
  if (OfA == Access::Read && OfB == Access::Read)
    return false;
  return sameObject(A, B);
}
