//===- AllocationFailure.cpp - Memory that cannot be had ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/AllocationFailure.h"

#include "interceptors/Intercept.h"

#include <dlfcn.h>
#include <link.h>

using namespace lockstep;

namespace {

/// The functions of a C++ library through which programs ask for memory and
/// give it back; the others call these. Filled at the first use.
struct CodeRange {
  const char *Name;
  uint64_t Begin = 0;
  uint64_t Size = 0;
};
constinit CodeRange HeapFunctions[] = {
    {"_Znwm"}, {"_ZnwmSt11align_val_t"}, {"_ZdlPv"}, {"_ZdlPvSt11align_val_t"}};
constinit bool HeapFunctionsKnown = false;

void findHeapFunctions() {
  HeapFunctionsKnown = true;
  for (CodeRange &Each : HeapFunctions) {
    void *Found = dlsym(RTLD_DEFAULT, Each.Name);
    Dl_info Info;
    ElfW(Sym) *Symbol = nullptr;
    if (!Found ||
        !dladdr1(Found, &Info, reinterpret_cast<void **>(&Symbol),
                 RTLD_DL_SYMENT) ||
        !Symbol)
      continue;
    Each.Begin = uint64_t(Found);
    Each.Size = Symbol->st_size;
  }
}

bool isOperator(uint64_t Address) {
  if (!HeapFunctionsKnown)
    findHeapFunctions();
  for (const CodeRange &Each : HeapFunctions)
    if (Address - Each.Begin < Each.Size)
      return true;
  return false;
}

/// Whether \p Address lies in the executable, or in a library that was
/// instrumented: not in the C library, whose own requests nobody can handle.
bool isProgramCode(Control &C, void *Address) {
  dl_find_object Found;
  if (_dl_find_object(Address, &Found))
    return false;
  if (!*Found.dlfo_link_map->l_name)
    return true;
  auto Begin = uint64_t(Found.dlfo_map_start);
  uint64_t Size = uint64_t(Found.dlfo_map_end) - Begin;
  for (const SiteRegistry::Module &Each : C.sites().modules())
    if (uint64_t(Each.Record) - Begin < Size)
      return true;
  return false;
}

} // namespace

bool lockstep::isProgramRequest(Control &C, void *Caller) {
  return isProgramCode(C, Caller) || isOperator(uint64_t(Caller));
}

bool lockstep::allocationFailsNow(size_t Size, void *Caller) {
  Control *C = Control::here();
  if (!C || !Size)
    return false;
  Control::Scope Inside(*C);
  if (!isProgramRequest(*C, Caller))
    return false;
  if (!C->engine().happens(ValueReason::AllocationFailure))
    return false;
  Operation Op = unannounced(*C, OpKind::Allocate, Caller);
  C->reach(Op);
  C->performed(Op, {.Value = Size, .Flags = EventHasValue | EventFailed});
  Inside.setErrno(ENOMEM);
  return true;
}
