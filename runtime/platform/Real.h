//===- Real.h - The functions behind our interceptors -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_REAL_H
#define LOCKSTEP_PLATFORM_REAL_H

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cxxabi.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <malloc.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/sendfile.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

extern "C" int __libc_start_main(int (*Main)(int, char **, char **), int Count,
                                 char **Arguments, void (*Init)(),
                                 void (*Fini)(), void (*LoaderFini)(),
                                 void *StackEnd);
/// std::random_device::_M_getval() of libstdc++.
extern "C" unsigned _ZNSt13random_device9_M_getvalEv(void *Self);
/// std::__arrive_barrier_algorithm_base(__barrier_algorithm_base *, phase) of
/// libc++.
extern "C" bool
_ZNSt3__131__arrive_barrier_algorithm_baseEPNS_24__barrier_algorithm_baseEh(
    void *Base, unsigned char OldPhase);

// What _FORTIFY_SOURCE calls in place of fgets and fread.
extern "C" char *__fgets_chk(char *Line, size_t Room, int Size, FILE *Stream);
extern "C" size_t __fread_chk(void *Items, size_t Room, size_t Size,
                              size_t Count, FILE *Stream);

using __cxxabiv1::__cxa_guard_abort;
using __cxxabiv1::__cxa_guard_acquire;
using __cxxabiv1::__cxa_guard_release;

namespace lockstep {

/// The definitions that the program would have reached without us: the next
/// ones in the loader's order. Table: Real.def.
struct RealFunctions {
#define LOCKSTEP_REAL(Name, Version) decltype(&::Name) Name;
#include "platform/Real.def"
};

namespace detail {
extern RealFunctions Reals;
extern bool RealsResolved;
extern bool AllocatorResolved;
void resolveReals();
void resolveAllocator();
} // namespace detail

/// Resolved at the first call, which may come from another library's
/// constructor, before ours. A function that this libc lacks is null.
inline const RealFunctions &real() {
  if (!detail::RealsResolved) [[unlikely]]
    detail::resolveReals();
  return detail::Reals;
}

/// The same for malloc, calloc, realloc and free. Looking anything up may call
/// them: meanwhile they are libc's.
inline const RealFunctions &realAllocator() {
  if (!detail::AllocatorResolved) [[unlikely]]
    detail::resolveAllocator();
  return detail::Reals;
}

} // namespace lockstep

#endif
