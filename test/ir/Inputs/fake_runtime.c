/*===- fake_runtime.c - A runtime that only counts ----------------*- C -*-===*\
|*
|* Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
|*
|*===----------------------------------------------------------------------===*|
|*
|* Takes the place of liblockstep_rt.so in the tests of the pass: performs the
|* atomics natively and counts how often each hook and each site was reached.
|* At exit it prints, to standard error, one line per hook and one per site.
|*
\*===----------------------------------------------------------------------===*/

#include "lockstep/hooks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum hook_id {
#define LOCKSTEP_HOOK(Result, Name, Parameters) hook_##Name,
#include "lockstep/hooks.def"
  hook_count
};
static const char *const HookNames[] = {
#define LOCKSTEP_HOOK(Result, Name, Parameters) #Name,
#include "lockstep/hooks.def"
};
static const char *const KindNames[] = {
#define LOCKSTEP_OPERATION(Name, Text, Access, Object) #Name,
#include "lockstep/operations.def"
};

enum { MaxModules = 16 };
static struct lockstep_module *Modules[MaxModules];
static uint32_t *Reached[MaxModules];
static unsigned ModuleCount;
static uint64_t HookCounts[hook_count];

static void fail(const char *Why) {
  fprintf(stderr, "fake runtime: %s\n", Why);
  abort();
}

static void count(enum hook_id Hook, const lockstep_site *Site) {
  __atomic_fetch_add(&HookCounts[Hook], 1, __ATOMIC_RELAXED);
  for (unsigned I = 0; I != ModuleCount; ++I)
    if (Site >= Modules[I]->sites_begin && Site < Modules[I]->sites_end) {
      __atomic_fetch_add(&Reached[I][Site - Modules[I]->sites_begin], 1,
                         __ATOMIC_RELAXED);
      return;
    }
  fail("a site outside every registered module");
}

static uint64_t loadWord(const void *Address, uint32_t Size) {
  switch (Size) {
  case 1:
    return __atomic_load_n((const uint8_t *)Address, __ATOMIC_SEQ_CST);
  case 2:
    return __atomic_load_n((const uint16_t *)Address, __ATOMIC_SEQ_CST);
  case 4:
    return __atomic_load_n((const uint32_t *)Address, __ATOMIC_SEQ_CST);
  case 8:
    return __atomic_load_n((const uint64_t *)Address, __ATOMIC_SEQ_CST);
  }
  fail("an atomic of a strange size");
  return 0;
}

static int casWord(void *Address, uint64_t *Expected, uint64_t Desired,
                   uint32_t Size) {
#define CASE(Bytes, Type)                                                      \
  case Bytes: {                                                                \
    Type Old = (Type) * Expected;                                              \
    int Done =                                                                 \
        __atomic_compare_exchange_n((Type *)Address, &Old, (Type)Desired, 0,   \
                                    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);       \
    *Expected = Old;                                                           \
    return Done;                                                               \
  }
  switch (Size) {
    CASE(1, uint8_t)
    CASE(2, uint16_t)
    CASE(4, uint32_t)
    CASE(8, uint64_t)
  }
#undef CASE
  fail("a compare-exchange of a strange size");
  return 0;
}

static int64_t signExtend(uint64_t Value, uint32_t Size) {
  unsigned Shift = 64 - 8 * Size;
  return (int64_t)(Value << Shift) >> Shift;
}

static uint64_t applyFloat(unsigned Operator, uint64_t Old, uint64_t Operand,
                           uint32_t Size) {
  uint64_t Result = 0;
  if (Size == 4) {
    float A, B;
    memcpy(&A, &Old, 4);
    memcpy(&B, &Operand, 4);
    A = Operator == lockstep_rmw_fadd                ? A + B
        : Operator == lockstep_rmw_fsub              ? A - B
        : (Operator == lockstep_rmw_fmax) == (A > B) ? A
                                                     : B;
    memcpy(&Result, &A, 4);
  } else {
    double A, B;
    memcpy(&A, &Old, 8);
    memcpy(&B, &Operand, 8);
    A = Operator == lockstep_rmw_fadd                ? A + B
        : Operator == lockstep_rmw_fsub              ? A - B
        : (Operator == lockstep_rmw_fmax) == (A > B) ? A
                                                     : B;
    memcpy(&Result, &A, 8);
  }
  return Result;
}

static uint64_t apply(unsigned Operator, uint64_t Old, uint64_t Operand,
                      uint32_t Size) {
  int64_t SignedOld = signExtend(Old, Size);
  int64_t SignedOperand = signExtend(Operand, Size);
  switch (Operator) {
  case lockstep_rmw_xchg:
    return Operand;
  case lockstep_rmw_add:
    return Old + Operand;
  case lockstep_rmw_sub:
    return Old - Operand;
  case lockstep_rmw_and:
    return Old & Operand;
  case lockstep_rmw_nand:
    return ~(Old & Operand);
  case lockstep_rmw_or:
    return Old | Operand;
  case lockstep_rmw_xor:
    return Old ^ Operand;
  case lockstep_rmw_max:
    return SignedOld > SignedOperand ? Old : Operand;
  case lockstep_rmw_min:
    return SignedOld < SignedOperand ? Old : Operand;
  case lockstep_rmw_umax:
    return Old > Operand ? Old : Operand;
  case lockstep_rmw_umin:
    return Old < Operand ? Old : Operand;
  case lockstep_rmw_uinc_wrap:
    return Old >= Operand ? 0 : Old + 1;
  case lockstep_rmw_udec_wrap:
    return Old == 0 || Old > Operand ? Operand : Old - 1;
  case lockstep_rmw_usub_cond:
    return Old >= Operand ? Old - Operand : Old;
  case lockstep_rmw_usub_sat:
    return Old >= Operand ? Old - Operand : 0;
  default:
    return applyFloat(Operator, Old, Operand, Size);
  }
}

static uint64_t atomic_load(const void *Address, const lockstep_site *Site) {
  count(hook_atomic_load, Site);
  return loadWord(Address, Site->size);
}
static void atomic_store(void *Address, uint64_t Value,
                         const lockstep_site *Site) {
  count(hook_atomic_store, Site);
  uint64_t Expected = loadWord(Address, Site->size);
  while (!casWord(Address, &Expected, Value, Site->size))
    ;
}
static uint64_t atomic_rmw(void *Address, uint64_t Operand,
                           const lockstep_site *Site) {
  count(hook_atomic_rmw, Site);
  uint64_t Old = loadWord(Address, Site->size);
  while (!casWord(Address, &Old, apply(Site->rmw, Old, Operand, Site->size),
                  Site->size))
    ;
  return Old;
}
static struct lockstep_cas atomic_cas(void *Address, uint64_t Expected,
                                      uint64_t Desired,
                                      const lockstep_site *Site) {
  count(hook_atomic_cas, Site);
  struct lockstep_cas Result;
  Result.success = casWord(Address, &Expected, Desired, Site->size);
  Result.old = Expected;
  return Result;
}

/* The wide hooks are atomic among themselves by one lock. */
static char WideLock;
static void lockWide(void) {
  while (__atomic_test_and_set(&WideLock, __ATOMIC_ACQUIRE))
    ;
}
static void unlockWide(void) { __atomic_clear(&WideLock, __ATOMIC_RELEASE); }

static void wide_load(const void *Address, void *Result,
                      const lockstep_site *Site) {
  count(hook_wide_load, Site);
  lockWide();
  memcpy(Result, Address, Site->size);
  unlockWide();
}
static void wide_store(void *Address, const void *Value,
                       const lockstep_site *Site) {
  count(hook_wide_store, Site);
  lockWide();
  memcpy(Address, Value, Site->size);
  unlockWide();
}
static void wide_rmw(void *Address, const void *Operand, void *Old,
                     const lockstep_site *Site) {
  count(hook_wide_rmw, Site);
  lockWide();
  if (Site->rmw == lockstep_rmw_xchg) {
    char Value[256];
    if (Site->size > sizeof Value)
      fail("a wide exchange of a strange size");
    memcpy(Value, Operand, Site->size);
    memcpy(Old, Address, Site->size);
    memcpy(Address, Value, Site->size);
  } else {
    unsigned __int128 Before = 0, By = 0, After = 0;
    memcpy(&Before, Address, Site->size);
    memcpy(&By, Operand, Site->size);
    switch (Site->rmw) {
    case lockstep_rmw_add:
      After = Before + By;
      break;
    case lockstep_rmw_sub:
      After = Before - By;
      break;
    case lockstep_rmw_and:
      After = Before & By;
      break;
    case lockstep_rmw_nand:
      After = ~(Before & By);
      break;
    case lockstep_rmw_or:
      After = Before | By;
      break;
    case lockstep_rmw_xor:
      After = Before ^ By;
      break;
    default:
      fail("a wide operator that is not expected");
    }
    memcpy(Old, &Before, Site->size);
    memcpy(Address, &After, Site->size);
  }
  unlockWide();
}
static uint8_t wide_cas(void *Address, void *Expected, const void *Desired,
                        const lockstep_site *Site) {
  count(hook_wide_cas, Site);
  lockWide();
  int Equal = memcmp(Address, Expected, Site->size) == 0;
  if (Equal)
    memcpy(Address, Desired, Site->size);
  else
    memcpy(Expected, Address, Site->size);
  unlockWide();
  return Equal;
}

static void fence(const lockstep_site *Site) {
  count(hook_fence, Site);
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
}
static void plain_read(const void *Address, const lockstep_site *Site) {
  if (!Address)
    fail("a read of nothing");
  count(hook_plain_read, Site);
}
static void plain_write(const void *Address, const lockstep_site *Site) {
  if (!Address || !(Site->flags & lockstep_site_write))
    fail("a write that is none");
  count(hook_plain_write, Site);
}
static void plain_range(const void *Address, uint64_t Size,
                        const lockstep_site *Site) {
  count(hook_plain_range, Site);
}
static void point(const void *Address, const lockstep_site *Site) {
  count(hook_point, Site);
}
static void spin_hint(const lockstep_site *Site) {
  count(hook_spin_hint, Site);
}
static void call(const lockstep_site *Site) { count(hook_call, Site); }
static void call_end(const lockstep_site *Site) { count(hook_call_end, Site); }

static uint64_t measure(uint64_t What, const void *Text, const void *Other,
                        uint64_t Limit) {
  if (What > lockstep_measure_number)
    fail("an unknown measure");
  __atomic_fetch_add(&HookCounts[hook_measure], 1, __ATOMIC_RELAXED);
  return Limit != 0;
}
static void print(const void *Format, const lockstep_site *Site, ...) {
  count(hook_print, Site);
}
static void print_list(const void *Format, void *Arguments,
                       const lockstep_site *Site) {
  count(hook_print_list, Site);
}
static void scan(uint64_t Assigned, const void *Format,
                 const lockstep_site *Site, ...) {
  count(hook_scan, Site);
}
static void vectors(const void *Vectors, uint64_t Count, uint64_t Limit,
                    const lockstep_site *Site) {
  count(hook_vectors, Site);
}

static const struct lockstep_hooks Table = {
#define LOCKSTEP_HOOK(Result, Name, Parameters) Name,
#include "lockstep/hooks.def"
};

void lockstep_register_module_v1(struct lockstep_module *Module) {
  if (Module->abi_version != LOCKSTEP_ABI_VERSION)
    fail("a module of another ABI");
  if (Module->hooks || ModuleCount == MaxModules)
    fail("a module registered twice, or too many");
  Modules[ModuleCount] = Module;
  Reached[ModuleCount] =
      calloc(Module->sites_end - Module->sites_begin + 1, sizeof(uint32_t));
  ++ModuleCount;
  Module->hooks = &Table;
}

void lockstep_restart_v1(void) { fprintf(stderr, "fake runtime: restart\n"); }

static const char *baseName(const char *Path) {
  const char *Slash = strrchr(Path, '/');
  return Slash ? Slash + 1 : Path;
}

/* The string that a field of a variable's record names, on one line. */
static void printLine(const int32_t *Field) {
  for (const char *At = lockstep_site_string(Field); *At; ++At)
    fputc(*At == '\n' ? '|' : *At, stderr);
}

static void reportVariables(const struct lockstep_module *Module) {
  if (!(Module->parts & lockstep_module_variables))
    fail("a module without a table of variables");
  for (const lockstep_variable *V = Module->variables_begin;
       V != Module->variables_end; ++V) {
    fprintf(stderr, "variable %s size %llu layout ",
            lockstep_site_string(&V->name), (unsigned long long)V->size);
    printLine(&V->layout);
    fputc('\n', stderr);
  }
}

__attribute__((destructor)) static void report(void) {
  for (unsigned I = 0; I != hook_count; ++I)
    if (HookCounts[I])
      fprintf(stderr, "hook %s %llu\n", HookNames[I],
              (unsigned long long)HookCounts[I]);
  for (unsigned I = 0; I != ModuleCount; ++I)
    reportVariables(Modules[I]);
  for (unsigned I = 0; I != ModuleCount; ++I)
    for (const lockstep_site *S = Modules[I]->sites_begin;
         S != Modules[I]->sites_end; ++S)
      if (Reached[I][S - Modules[I]->sites_begin])
        fprintf(stderr,
                "site %s %s:%u:%u in %s size %u variable '%s' callee '%s'\n",
                KindNames[S->kind], baseName(lockstep_site_string(&S->file)),
                S->line, S->column, lockstep_site_string(&S->function), S->size,
                lockstep_site_string(&S->variable),
                lockstep_site_string(&S->callee));
}
