//===- BacktraceSymbolizer.cpp - Symbols by libbacktrace ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// libbacktrace finds the modules of the process it runs in by calling
// dl_iterate_phdr. Our copy of the library
// (utils/cmake/LockstepBacktrace.cmake) calls lockstep_backtrace_modules
// instead, which names the one module that is being looked at. Each module has
// a state of its own: only those that hold an address are read, and one that is
// damaged spoils no other.
//
//===----------------------------------------------------------------------===//

#include "platform/BacktraceSymbolizer.h"

#include "platform/Demangle.h"
#include "platform/Kernel.h"
#include "platform/OwnMemory.h"

#include <sys/mman.h>

#include <algorithm>
#include <backtrace.h>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <map>

using namespace lockstep;

namespace {
/// Of the module that libbacktrace looks at now; see above.
uint64_t CurrentLoadAddress = 0;

using StateTable =
    std::map<std::pair<std::string, uint64_t>, backtrace_state *>;
/// Made on first use: the runtime has no static constructors.
StateTable *States = nullptr;

struct Range {
  uint64_t Begin = 0, End = 0;
};

void ignoreError(void *, const char *, int) {}
} // namespace

extern "C" __attribute__((visibility("hidden"))) int
lockstep_backtrace_modules(int (*Callback)(dl_phdr_info *, size_t, void *),
                           void *Data) {
  dl_phdr_info Info{};
  Info.dlpi_addr = ElfW(Addr)(CurrentLoadAddress);
  Info.dlpi_name = ""; // the file that the state was created for
  return Callback(&Info, sizeof(Info), Data);
}

extern "C" __attribute__((visibility("hidden"))) void *
lockstep_backtrace_map(void *, size_t Size, int Protection, int Flags, int File,
                       off_t Offset) {
  long Got = mapOwn(Size, Protection, Flags, File, Offset);
  return Got < 0 ? MAP_FAILED : reinterpret_cast<void *>(Got);
}

static bool readAt(int File, void *To, size_t Size, uint64_t Offset) {
  return kernelCall(SYS_pread64, File, long(To), long(Size), long(Offset)) ==
         long(Size);
}

/// The addresses that the loadable segments of an open ELF file cover.
static Range segmentsOf(int File) {
  Range All{~uint64_t(0), 0};
  Elf64_Ehdr Header;
  bool Known = readAt(File, &Header, sizeof(Header), 0) &&
               std::equal(ELFMAG, ELFMAG + SELFMAG, Header.e_ident) &&
               Header.e_ident[EI_CLASS] == ELFCLASS64 &&
               Header.e_ident[EI_DATA] == ELFDATA2LSB &&
               Header.e_phentsize == sizeof(Elf64_Phdr);
  for (unsigned I = 0; Known && I < Header.e_phnum; ++I) {
    Elf64_Phdr Segment;
    if (!readAt(File, &Segment, sizeof(Segment),
                Header.e_phoff + I * sizeof(Segment)))
      return {};
    if (Segment.p_type != PT_LOAD)
      continue;
    All.Begin = std::min(All.Begin, Segment.p_vaddr);
    All.End = std::max(All.End, Segment.p_vaddr + Segment.p_memsz);
  }
  return All.Begin < All.End ? All : Range{};
}

static Range segmentsOf(const std::string &Path) {
  long File = kernelCall(SYS_openat, AT_FDCWD, long(Path.c_str()),
                         O_RDONLY | O_CLOEXEC);
  if (File < 0)
    return {};
  Range All = segmentsOf(int(File));
  kernelCall(SYS_close, File);
  return All;
}

static std::string executablePath() {
  char Path[4096];
  long Length = kernelCall(SYS_readlink, long("/proc/self/exe"), long(Path),
                           sizeof(Path));
  return Length > 0 ? std::string(Path, size_t(Length)) : std::string();
}

std::vector<LoadedModule> lockstep::loadedModules() {
  std::vector<LoadedModule> Modules;
  auto Add = [](dl_phdr_info *Info, size_t, void *Data) {
    auto &All = *static_cast<std::vector<LoadedModule> *>(Data);
    std::string Path = Info->dlpi_name ? Info->dlpi_name : "";
    if (All.empty() && Path.empty())
      Path = executablePath();
    All.push_back({Path, Info->dlpi_addr});
    return 0;
  };
  dl_iterate_phdr(Add, &Modules);
  return Modules;
}

/// The state for a module, made when it is first asked for and kept for ever:
/// libbacktrace can free neither it nor what it reads. The path stays where the
/// state refers to it.
static backtrace_state *stateOf(const std::string &Path, uint64_t LoadAddress) {
  if (!States)
    States = new StateTable();
  auto [Entry, IsNew] = States->try_emplace({Path, LoadAddress}, nullptr);
  if (IsNew)
    Entry->second =
        backtrace_create_state(Entry->first.first.c_str(),
                               /*threaded=*/0, ignoreError, nullptr);
  return Entry->second;
}

BacktraceSymbolizer::BacktraceSymbolizer(
    const std::vector<LoadedModule> &Loaded, const PassTables &Tables)
    : Tables(Tables) {
  Modules.reserve(Loaded.size());
  for (const LoadedModule &From : Loaded) {
    Range Segments = segmentsOf(From.Path);
    if (Segments.Begin == Segments.End)
      continue;
    Modules.push_back({From.Path, From.LoadAddress,
                       From.LoadAddress + Segments.Begin,
                       From.LoadAddress + Segments.End});
  }
  std::sort(Modules.begin(), Modules.end(),
            [](const Module &A, const Module &B) { return A.Begin < B.Begin; });
  for (Module &M : Modules)
    M.State = stateOf(M.Path, M.LoadAddress);
}

const BacktraceSymbolizer::Module *
BacktraceSymbolizer::moduleOf(uint64_t Address) {
  auto After = std::upper_bound(
      Modules.begin(), Modules.end(), Address,
      [](uint64_t Address, const Module &M) { return Address < M.Begin; });
  if (After == Modules.begin() || Address >= (After - 1)->End)
    return nullptr;
  return &*(After - 1);
}

template <class Function>
void BacktraceSymbolizer::withState(const Module &Of, Function Run) {
  CurrentLoadAddress = Of.LoadAddress;
  if (Of.State)
    Run(Of.State);
  CurrentLoadAddress = 0;
}

std::vector<SourceFrame> BacktraceSymbolizer::frames(uint64_t ReturnAddress) {
  uint64_t Call = ReturnAddress - 1;
  const Module *In = moduleOf(Call);
  if (!In)
    return {SourceFrame{}};
  std::vector<SourceFrame> Frames;
  auto AddFrame = [](void *Data, uintptr_t, const char *File, int Line,
                     const char *Function) {
    SourceFrame Frame;
    if (File)
      Frame.File = File;
    // An absolute name behind the folder that the compiler ran in.
    if (size_t Twice = Frame.File.find("//"); Twice != std::string::npos)
      Frame.File.erase(0, Twice + 1);
    if (Line > 0)
      Frame.Line = uint32_t(Line);
    if (Function)
      Frame.Function = demangle(Function);
    static_cast<std::vector<SourceFrame> *>(Data)->push_back(Frame);
    return 0;
  };
  auto AddName = [](void *Data, uintptr_t, const char *Symbol, uintptr_t,
                    uintptr_t) {
    if (Symbol)
      static_cast<SourceFrame *>(Data)->Function = demangle(Symbol);
  };
  withState(*In, [&](backtrace_state *State) {
    backtrace_pcinfo(State, Call, AddFrame, ignoreError, &Frames);
    if (Frames.empty())
      Frames.emplace_back();
    if (Frames.back().Function.empty())
      backtrace_syminfo(State, Call, AddName, ignoreError, &Frames.back());
  });
  if (Frames.empty())
    Frames.emplace_back();
  for (SourceFrame &Frame : Frames) {
    Frame.Module = In->Path;
    Frame.File = Tables.sourcePath(Frame.File, Frame.Folder);
    Frame.Offset = ReturnAddress - In->LoadAddress;
    Frame.Inlined = &Frame != &Frames.back();
  }
  return Frames;
}

SourceVariable BacktraceSymbolizer::variable(uint64_t Address) {
  if (SourceVariable Known = Tables.variable(Address); !Known.Name.empty())
    return Known;
  struct Answer {
    SourceVariable Found;
    uint64_t Address;
  } Asked{{}, Address};
  auto Take = [](void *Data, uintptr_t, const char *Symbol, uintptr_t Begin,
                 uintptr_t Size) {
    Answer &A = *static_cast<Answer *>(Data);
    // A symbol without a size says nothing about what lies behind it.
    bool Covers = Symbol && A.Address >= Begin && A.Address - Begin < Size;
    if (Covers)
      A.Found = {demangle(Symbol), A.Address - Begin, {}};
  };
  if (const Module *In = moduleOf(Address))
    withState(*In, [&](backtrace_state *State) {
      backtrace_syminfo(State, Address, Take, ignoreError, &Asked);
    });
  return Asked.Found;
}
