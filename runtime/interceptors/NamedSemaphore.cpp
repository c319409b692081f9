//===- NamedSemaphore.cpp - sem_open, sem_close, sem_unlink ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A name in /dev/shm outlives the execution and is seen by those that run
// beside it: no two would be alike. Names that the program creates are
// therefore its own, and gone when it ends; the semaphores lie in memory that
// its children share. A name that it opens without creating it belongs to
// somebody else.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"
#include "platform/Kernel.h"

#include <cstdarg>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <vector>

using namespace lockstep;

namespace {

struct Named {
  std::string Name; ///< empty once unlinked
  sem_t *Where = nullptr;
  unsigned Opened = 0; ///< how often, less how often closed
};

/// Of this execution; made when the first is created.
constinit std::vector<Named> *Table = nullptr;

template <class Predicate> Named *find(Predicate Matches) {
  if (Table)
    for (Named &Candidate : *Table)
      if (Matches(Candidate))
        return &Candidate;
  return nullptr;
}

/// \p Name without its leading slashes, as sem_overview(7) wants it; null and
/// errno when it is no good.
const char *checkedName(const char *Name) {
  constexpr size_t MostCharacters = 251;
  while (*Name == '/')
    ++Name;
  if (!*Name || strchr(Name, '/')) {
    errno = EINVAL;
    return nullptr;
  }
  if (strlen(Name) > MostCharacters) {
    errno = ENAMETOOLONG;
    return nullptr;
  }
  return Name;
}

sem_t *create(const char *Name, unsigned Value) {
  if (Value > SEM_VALUE_MAX) {
    errno = EINVAL;
    return SEM_FAILED;
  }
  long Memory = kernelCall(SYS_mmap, 0, sizeof(sem_t), PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (Memory < 0) {
    errno = int(-Memory);
    return SEM_FAILED;
  }
  auto *Where = reinterpret_cast<sem_t *>(Memory);
  real().sem_init(Where, 1, Value);
  if (!Table)
    Table = new std::vector<Named>;
  Table->push_back({Name, Where, 1});
  return Where;
}

/// As sem_open, errno included. \p Name has been checked.
sem_t *open(Control &C, const char *Name, int Flags, mode_t Mode,
            unsigned Value, void *Caller) {
  Named *Known = find([&](const Named &N) { return N.Name == Name; });
  if (Known && (Flags & O_CREAT) && (Flags & O_EXCL)) {
    errno = EEXIST;
    return SEM_FAILED;
  }
  if (Known) {
    ++Known->Opened;
    return Known->Where;
  }
  if (Flags & O_CREAT)
    return create(Name, Value);
  sem_t *Foreign = real().sem_open(Name, Flags, Mode, Value);
  if (Foreign != SEM_FAILED) {
    noteUncontrolled(C, "sem_open", Caller);
    C.engine().setOutsiders(true);
  }
  return Foreign;
}

} // namespace

LOCKSTEP_INTERCEPT sem_t *sem_open(const char *Name, int Flags, ...) noexcept {
  mode_t Mode = 0;
  unsigned Value = 0;
  if (Flags & O_CREAT) {
    va_list Further;
    va_start(Further, Flags);
    Mode = va_arg(Further, mode_t);
    Value = va_arg(Further, unsigned);
    va_end(Further);
  }
  Control *C = Control::here();
  if (!C)
    return real().sem_open(Name, Flags, Mode, Value);
  Control::Scope Inside(*C);
  const char *Checked = checkedName(Name);
  sem_t *Result = Checked ? open(*C, Checked, Flags, Mode, Value,
                                 __builtin_return_address(0))
                          : SEM_FAILED;
  if (Result == SEM_FAILED)
    Inside.setErrno(errno);
  return Result;
}

LOCKSTEP_INTERCEPT int sem_close(sem_t *Semaphore) noexcept {
  Control *C = Control::here();
  Named *Known = nullptr;
  if (C)
    Known = find([&](const Named &N) { return N.Where == Semaphore; });
  if (!Known)
    return real().sem_close(Semaphore);
  if (!Known->Opened) {
    errno = EINVAL;
    return -1;
  }
  --Known->Opened;
  return 0;
}

LOCKSTEP_INTERCEPT int sem_unlink(const char *Name) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().sem_unlink(Name);
  Control::Scope Inside(*C);
  const char *Checked = checkedName(Name);
  if (!Checked) {
    // sem_unlink(3) knows no EINVAL.
    Inside.setErrno(errno == EINVAL ? ENOENT : errno);
    return -1;
  }
  if (Named *Known = find([&](const Named &N) { return N.Name == Checked; })) {
    Known->Name.clear();
    return 0;
  }
  int Result = real().sem_unlink(Name);
  if (Result)
    Inside.setErrno(errno);
  return Result;
}
