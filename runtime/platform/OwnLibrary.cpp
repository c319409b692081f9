//===- OwnLibrary.cpp - Libraries that the program does not see -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The program's addresses must be the same with the library and without it: a
// trace that was found with it is replayed without it. Three things are in the
// way:
//
// - what the loader maps, and the library's heap. All gaps where the kernel
//   would put them are filled up while the library is loaded, so that it ends
//   up far below; then the gaps are as they were.
// - what the loader allocates for itself, by the malloc of the program's C
//   library. It is called under the identity of a thread of the pool, which has
//   no arena yet and so gets one of its own, among the maps; then that thread
//   forgets it.
// - what the library allocates during executions. A C library in a namespace of
//   its own never moves the break; it is told to have one arena, which is made
//   large enough at once.
//
//===----------------------------------------------------------------------===//

#include "platform/OwnLibrary.h"

#include "platform/Kernel.h"
#include "platform/ThreadPointer.h"

#include <asm/prctl.h>
#include <cstring>
#include <dlfcn.h>
#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <vector>

using namespace lockstep;

namespace {
/// Bytes that the library may allocate without any further map.
constexpr int OwnHeap = 64 << 20;

/// While it lives, maps whose place the kernel chooses come to lie far below
/// all that there are.
class FilledGaps {
public:
  FilledGaps() {
    constexpr uint64_t Wall = uint64_t(1) << 36, Page = 4096;
    uint64_t Floor = map(Wall);
    if (!Floor)
      return; // little address space: the library lies among the others
    Filled.push_back({Floor, Wall});
    for (uint64_t Size = Wall / 2; Size >= Page; Size /= 2)
      while (fill(Size, Floor))
        ;
  }
  ~FilledGaps() {
    for (const Range &Each : Filled)
      kernelCall(SYS_munmap, long(Each.Address), long(Each.Size));
  }
  FilledGaps(const FilledGaps &) = delete;

private:
  struct Range {
    uint64_t Address, Size;
  };

  static uint64_t map(uint64_t Size) {
    long Got = kernelCall(SYS_mmap, 0, long(Size), PROT_NONE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return Got < 0 ? 0 : uint64_t(Got);
  }
  bool fill(uint64_t Size, uint64_t Floor) {
    uint64_t Got = map(Size);
    if (!Got)
      return false;
    if (Got < Floor) {
      kernelCall(SYS_munmap, long(Got), long(Size));
      return false;
    }
    Filled.push_back({Got, Size});
    return true;
  }

  std::vector<Range> Filled;
};

/// The thread-local memory of the program's C library, of the calling thread.
struct LibcLocals {
  char *Data = nullptr;
  size_t Size = 0;
};

LibcLocals libcLocals() {
  LibcLocals Found;
  dl_iterate_phdr(
      [](dl_phdr_info *Module, size_t, void *Into) {
        const char *Slash = strrchr(Module->dlpi_name, '/');
        if (!Slash || strncmp(Slash, "/libc.so", 8) || !Module->dlpi_tls_data)
          return 0;
        for (int I = 0; I < Module->dlpi_phnum; ++I)
          if (Module->dlpi_phdr[I].p_type == PT_TLS)
            *static_cast<LibcLocals *>(Into) = {
                static_cast<char *>(Module->dlpi_tls_data),
                Module->dlpi_phdr[I].p_memsz};
        return 1;
      },
      &Found);
  return Found;
}

/// While it lives, the calling thread is, to the C library, a thread of the
/// pool; which then has its C library's thread-local memory back as it was.
/// Without a pool it stays who it is.
class BorrowedIdentity {
public:
  [[gnu::noinline]] explicit BorrowedIdentity(ThreadPool &Pool)
      : Lender(Pool.take()) {
    if (!Lender)
      return;
    become(Lender->ThreadPointer);
    Locals = libcLocals();
    Before.assign(Locals.Data, Locals.Data + Locals.Size);
  }
  [[gnu::noinline]] ~BorrowedIdentity() {
    if (!Lender)
      return;
    memcpy(Locals.Data, Before.data(), Before.size());
    become(Own);
    Lender->InUse = false;
  }
  BorrowedIdentity(const BorrowedIdentity &) = delete;

private:
  static void become(void *ThreadPointer) {
    kernelCall(SYS_arch_prctl, ARCH_SET_FS, long(ThreadPointer));
  }

  PoolThread *Lender;
  void *Own = threadPointer();
  LibcLocals Locals;
  std::vector<char> Before;
};

/// One heap for all threads, large enough from the beginning.
void prepareHeap(void *Handle) {
  const auto Option =
      reinterpret_cast<int (*)(int, int)>(dlsym(Handle, "mallopt"));
  const auto Allocate =
      reinterpret_cast<void *(*)(size_t)>(dlsym(Handle, "malloc"));
  const auto Free = reinterpret_cast<void (*)(void *)>(dlsym(Handle, "free"));
  if (!Option || !Allocate || !Free)
    return; // a library that uses no C library
  Option(M_ARENA_MAX, 1);
  Option(M_MMAP_THRESHOLD, OwnHeap / 2);
  Option(M_TRIM_THRESHOLD, INT32_MAX);
  Option(M_TOP_PAD, OwnHeap);
  // More than is left of the first pages: the heap grows.
  Free(Allocate(size_t(1) << 20));
}

struct Loaded {
  LibraryEntry *Entry = nullptr;
  std::string Trouble; ///< empty: it is loaded
};

void watchExit(void *Handle, void (*AtExit)(int, void *)) {
  using Register = int(void (*)(int, void *), void *);
  if (const auto OnExit =
          reinterpret_cast<Register *>(dlsym(Handle, "on_exit")))
    OnExit(AtExit, nullptr);
}

/// The frame in which the identity is another one: nothing of the thread's own
/// may be kept in a register over its beginning and its end. Also the loader's
/// last error, which the next successful call frees, is the thread's own.
[[gnu::noinline]] Loaded load(const char *Path, const char *Entry,
                              void (*AtExit)(int, void *)) {
  Loaded Result;
  if (void *Handle = dlmopen(LM_ID_NEWLM, Path, RTLD_NOW | RTLD_LOCAL)) {
    prepareHeap(Handle);
    watchExit(Handle, AtExit);
    Result.Entry = reinterpret_cast<LibraryEntry *>(dlsym(Handle, Entry));
  } else {
    Result.Trouble = dlerror();
  }
  return Result;
}
} // namespace

Result<LibraryEntry *> lockstep::loadOwnLibrary(const std::string &Path,
                                                const char *Entry,
                                                void (*AtExit)(int, void *),
                                                ThreadPool &Pool) {
  FilledGaps Far;
  BorrowedIdentity Other(Pool);
  Loaded Library = load(Path.c_str(), Entry, AtExit);
  if (!Library.Trouble.empty())
    return Error{Library.Trouble};
  return Library.Entry;
}
