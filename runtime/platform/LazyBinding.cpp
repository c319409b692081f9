//===- LazyBinding.cpp - Calls that the loader has yet to bind ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/LazyBinding.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <link.h>
#include <set>
#include <string>
#include <vector>

using namespace lockstep;

namespace {

/// What a module's dynamic section says.
struct Dynamic {
  explicit Dynamic(const link_map &Of);

  bool isLazy() const {
    return Calls && Symbols && Strings && UsesAddends && !BoundAtStart;
  }
  const char *string(size_t Offset) const { return Strings + Offset; }
  const char *versionOf(size_t Symbol) const;

  std::vector<size_t> Needed; ///< names of libraries, in the strings
  const ElfW(Rela) *Calls = nullptr;
  size_t CallsSize = 0;
  const ElfW(Sym) *Symbols = nullptr;

private:
  const char *Strings = nullptr;
  const ElfW(Half) *Versions = nullptr;
  const ElfW(Verneed) *VersionsNeeded = nullptr;
  bool UsesAddends = false, BoundAtStart = false;
};

Dynamic::Dynamic(const link_map &Of) {
  for (const ElfW(Dyn) *Entry = Of.l_ld; Entry->d_tag != DT_NULL; ++Entry) {
    // The loader has made some of these absolute, not all.
    uintptr_t Value = Entry->d_un.d_ptr;
    auto Pointer = reinterpret_cast<const char *>(
        Value < Of.l_addr ? Of.l_addr + Value : Value);
    switch (Entry->d_tag) {
    case DT_NEEDED:
      Needed.push_back(Entry->d_un.d_val);
      break;
    case DT_JMPREL:
      Calls = reinterpret_cast<const ElfW(Rela) *>(Pointer);
      break;
    case DT_PLTRELSZ:
      CallsSize = Entry->d_un.d_val;
      break;
    case DT_PLTREL:
      UsesAddends = Entry->d_un.d_val == DT_RELA;
      break;
    case DT_SYMTAB:
      Symbols = reinterpret_cast<const ElfW(Sym) *>(Pointer);
      break;
    case DT_STRTAB:
      Strings = Pointer;
      break;
    case DT_VERSYM:
      Versions = reinterpret_cast<const ElfW(Half) *>(Pointer);
      break;
    case DT_VERNEED:
      VersionsNeeded = reinterpret_cast<const ElfW(Verneed) *>(Pointer);
      break;
    case DT_BIND_NOW:
    case DT_SYMBOLIC:
      BoundAtStart = true;
      break;
    case DT_FLAGS:
      BoundAtStart |= (Entry->d_un.d_val & (DF_BIND_NOW | DF_SYMBOLIC)) != 0;
      break;
    case DT_FLAGS_1:
      BoundAtStart |= (Entry->d_un.d_val & DF_1_NOW) != 0;
      break;
    default:
      break;
    }
  }
}

/// The version that the module asks for; null when it asks for none.
const char *Dynamic::versionOf(size_t Symbol) const {
  constexpr ElfW(Half) Hidden = 0x8000;
  if (!Versions || !VersionsNeeded)
    return nullptr;
  ElfW(Half) Index = ElfW(Half)(Versions[Symbol] & ~Hidden);
  for (auto *File = reinterpret_cast<const char *>(VersionsNeeded);;) {
    auto *Of = reinterpret_cast<const ElfW(Verneed) *>(File);
    const char *Part = File + Of->vn_aux;
    for (unsigned I = 0; I < Of->vn_cnt; ++I) {
      auto *Version = reinterpret_cast<const ElfW(Vernaux) *>(Part);
      if ((Version->vna_other & ~Hidden) == Index)
        return string(Version->vna_name);
      Part += Version->vna_next;
    }
    if (!Of->vn_next)
      return nullptr;
    File += Of->vn_next;
  }
}

const link_map *moduleAt(void *Address) {
  dl_find_object Found;
  return _dl_find_object(Address, &Found) ? nullptr : Found.dlfo_link_map;
}

/// Whether \p Function is no function but what the executable jumps through to
/// one of a library: where the executable takes the address of that, this is
/// the address for everybody.
bool isStub(void *Function) {
  if (moduleAt(Function) != _r_debug.r_map)
    return false;
  Dl_info Module;
  void *Found = nullptr;
  if (!dladdr1(Function, &Module, &Found, RTLD_DL_SYMENT) || !Found)
    return true;
  return static_cast<const ElfW(Sym) *>(Found)->st_shndx == SHN_UNDEF;
}

/// What the loader would find; null when that is not certain.
void *lookUp(const char *Name, const char *Version) {
  void *Function = dlsym(RTLD_DEFAULT, Name);
  if (!Function || isStub(Function))
    return nullptr;
  const link_map *Module = moduleAt(Function);
  // An interceptor has no version, and so stands for all.
  static const link_map *Runtime =
      moduleAt(reinterpret_cast<void *>(&bindLazyCalls));
  if (!Version || Module == Runtime)
    return Function;
  void *Exact = dlvsym(RTLD_DEFAULT, Name, Version);
  return Exact && moduleAt(Exact) == Module ? Exact : nullptr;
}

void bindCalls(const link_map &Of, const Dynamic &Says) {
  if (!Says.isLazy())
    return;
  const ElfW(Rela) *End = Says.Calls + Says.CallsSize / sizeof(ElfW(Rela));
  for (const ElfW(Rela) *Call = Says.Calls; Call < End; ++Call) {
    if (ELF64_R_TYPE(Call->r_info) != R_X86_64_JUMP_SLOT)
      continue;
    size_t Number = ELF64_R_SYM(Call->r_info);
    const ElfW(Sym) &Symbol = Says.Symbols[Number];
    auto *Slot = reinterpret_cast<void **>(Of.l_addr + Call->r_offset);
    // Somebody else's function is what the loader, or a debugging tool, has
    // bound already.
    if (ELF64_ST_VISIBILITY(Symbol.st_other) != STV_DEFAULT ||
        moduleAt(*Slot) != &Of)
      continue;
    const char *Name = Says.string(Symbol.st_name);
    const char *Version = Says.versionOf(Number);
    if (void *Function = lookUp(Name, Version))
      *Slot = Function;
  }
}

std::string fileName(const char *Path) {
  const char *Slash = strrchr(Path, '/');
  return Slash ? Slash + 1 : Path;
}

} // namespace

void lockstep::bindLazyCalls() {
  // Auditors want to be told of each binding (rtld-audit(7)).
  if (getenv("LD_AUDIT"))
    return;
  // The loader lists modules by distance from the executable, the first. What
  // was loaded later comes behind, and looks up its names elsewhere, too.
  std::set<std::string> Linked;
  for (const link_map *Of = _r_debug.r_map; Of; Of = Of->l_next) {
    if (Of != _r_debug.r_map && !Linked.contains(fileName(Of->l_name)))
      continue;
    Dynamic Says(*Of);
    for (size_t Name : Says.Needed)
      Linked.insert(fileName(Says.string(Name)));
    bindCalls(*Of, Says);
  }
}
