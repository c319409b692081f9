//===- RecordStrings.cpp - Strings that records name
//------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecordStrings.h"
#include "LLVMCompat.h"

using namespace llvm;
using namespace lockstep;

GlobalVariable *RecordStrings::string(StringRef Text) {
  GlobalVariable *&Entry = Strings[Text];
  if (!Entry) {
    Constant *Bytes = ConstantDataArray::getString(M.getContext(), Text);
    Entry = new GlobalVariable(M, Bytes->getType(), /*isConstant=*/true,
                               GlobalValue::PrivateLinkage, Bytes,
                               "lockstep.string");
    Entry->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
    Entry->setAlignment(Align(1));
    compat::excludeFromSanitizers(Entry);
  }
  return Entry;
}

Constant *lockstep::distanceTo(GlobalVariable *Record, unsigned Field,
                               Constant *Target) {
  LLVMContext &Context = Record->getContext();
  auto *I8 = IntegerType::getInt8Ty(Context);
  auto *I64 = IntegerType::getInt64Ty(Context);
  Constant *Base =
      ConstantExpr::getPointerCast(Record, compat::pointerType(Context));
  Constant *From = ConstantExpr::getInBoundsGetElementPtr(
      I8, Base, ConstantInt::get(I64, Field));
  return ConstantExpr::getSub(ConstantExpr::getPtrToInt(Target, I64),
                              ConstantExpr::getPtrToInt(From, I64));
}

Constant *RecordStrings::distance(GlobalVariable *Record, unsigned Field,
                                  StringRef Text) {
  auto *I32 = IntegerType::getInt32Ty(M.getContext());
  if (Text.empty())
    return ConstantInt::get(I32, 0);
  return ConstantExpr::getTrunc(distanceTo(Record, Field, string(Text)), I32);
}
