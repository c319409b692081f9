//===- ThreadPool.cpp - Real threads whose identity is borrowed -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/ThreadPool.h"

#include "platform/Kernel.h"
#include "platform/Real.h"
#include "platform/RobustList.h"
#include "platform/ThreadPointer.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <link.h>

using namespace lockstep;

/// What a pool thread does: says where it lives, and sleeps. After a fork it
/// sleeps in the parent only.
static void *parkForever(void *Argument) {
  PoolThread &Self = *static_cast<PoolThread *>(Argument);
  Self.ThreadPointer = threadPointer();
  Self.RobustList = robustListHead();
  // The frames above stay intact: glibc's start_thread is among them.
  Self.StackTop = (uintptr_t(__builtin_frame_address(0)) - 512) & ~15ul;
  __atomic_store_n(&Self.Ready, 1, __ATOMIC_RELEASE);
  futexWake(&Self.Ready, 1);
  for (;;)
    futexWait(&Self.Ready, 1);
}

bool ThreadPool::grow(uint32_t Count) {
  // Signals are for the threads of the program.
  sigset_t All, Before;
  sigfillset(&All);
  real().pthread_sigmask(SIG_SETMASK, &All, &Before);
  int Failure = 0;
  while (Threads.size() < Count) {
    PoolThread &New = Threads.emplace_back();
    Failure = real().pthread_create(&New.Handle, nullptr, parkForever, &New);
    if (Failure) {
      Threads.pop_back();
      break;
    }
    while (!__atomic_load_n(&New.Ready, __ATOMIC_ACQUIRE))
      futexWait(&New.Ready, 0);
    pthread_attr_t Attributes;
    void *Low = nullptr;
    size_t Size = 0;
    if (!real().pthread_getattr_np(New.Handle, &Attributes)) {
      pthread_attr_getstack(&Attributes, &Low, &Size);
      pthread_attr_destroy(&Attributes);
    }
    New.StackLow = uintptr_t(Low);
  }
  real().pthread_sigmask(SIG_SETMASK, &Before, nullptr);
  errno = Failure;
  return !Failure;
}

PoolThread *ThreadPool::take() {
  PoolThread *Best = nullptr;
  for (PoolThread &Candidate : Threads) {
    if (Candidate.InUse || (Best && Candidate.Used))
      continue;
    Best = &Candidate;
    if (!Candidate.Used)
      break;
  }
  if (Best)
    Best->InUse = true;
  return Best;
}

static bool looksAfterItself(const char *Path) {
  const char *Slash = strrchr(Path, '/');
  const char *Name = Slash ? Slash + 1 : Path;
  for (const char *Prefix : {"libc.so", "ld-linux", "liblockstep_rt"})
    if (!strncmp(Name, Prefix, strlen(Prefix)))
      return true;
  return false;
}

void ThreadPool::resetThreadLocals() {
  dl_iterate_phdr(
      [](dl_phdr_info *Module, size_t, void *) {
        if (!Module->dlpi_tls_data || looksAfterItself(Module->dlpi_name))
          return 0;
        for (int I = 0; I < Module->dlpi_phnum; ++I) {
          const ElfW(Phdr) &Segment = Module->dlpi_phdr[I];
          if (Segment.p_type != PT_TLS)
            continue;
          char *Data = static_cast<char *>(Module->dlpi_tls_data);
          memcpy(Data,
                 reinterpret_cast<void *>(Module->dlpi_addr + Segment.p_vaddr),
                 Segment.p_filesz);
          memset(Data + Segment.p_filesz, 0,
                 Segment.p_memsz - Segment.p_filesz);
        }
        return 0;
      },
      nullptr);
  errno = 0;
}
