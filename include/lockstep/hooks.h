/*===- hooks.h - The border between instrumented code and runtime -*- C -*-===*\
|*
|* Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
|*
|*===----------------------------------------------------------------------===*|
|*
|* Each instrumented module (executable or shared library) holds one
|* `struct lockstep_module`, in hidden storage shared by its object files. Its
|* `hooks` member is null until a runtime takes control; instrumented code
|* loads it and, when null, executes the original instruction.
|*
|* A constructor in the module looks up LOCKSTEP_REGISTER_SYMBOL with
|* dlsym(RTLD_DEFAULT) and calls it with the module. When that symbol is
|* absent and one of LOCKSTEP_ITERATIONS, LOCKSTEP_TIME, LOCKSTEP_STRATEGY,
|* LOCKSTEP_STOP, LOCKSTEP_CORPUS, LOCKSTEP_TRACE is set to something (read with
|* secure_getenv, so never when AT_SECURE), it dlopens the runtime
|* ($LOCKSTEP_RUNTIME, or the path recorded by the pass) and calls
|* LOCKSTEP_RESTART_SYMBOL, which re-executes the program with the runtime
|* preloaded and returns only when that failed, having said why on stderr.
|*
\*===----------------------------------------------------------------------===*/

#ifndef LOCKSTEP_HOOKS_H
#define LOCKSTEP_HOOKS_H

#include "lockstep/site.h"
#include "lockstep/variable.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Grows when hooks.def or a record changes incompatibly. */
#define LOCKSTEP_ABI_VERSION 1

/** void lockstep_register_module_v1(struct lockstep_module *); idempotent. */
#define LOCKSTEP_REGISTER_SYMBOL "lockstep_register_module_v1"
/** void lockstep_restart_v1(void); */
#define LOCKSTEP_RESTART_SYMBOL "lockstep_restart_v1"

/** What atomic_cas returns: in registers, by the x86-64 System V ABI. */
struct lockstep_cas {
  uint64_t old;    /**< the value found */
  uint8_t success; /**< 1 when `desired` was stored */
};

/** What the hook `measure` looks for. With a terminator, as far as the limit
    permits. */
enum lockstep_measure {
  lockstep_measure_text = 0,    /**< a string */
  lockstep_measure_wide,        /**< a string of wchar_t */
  lockstep_measure_common,      /**< a string, up to where `Other` differs */
  lockstep_measure_common_wide, /**< the same of wchar_t */
  /** white space, a sign, digits, and one character more; `Limit` is the base
   */
  lockstep_measure_number
};

/** The hook table. Members as in hooks.def. */
struct lockstep_hooks {
#define u8 uint8_t
#define u64 uint64_t
#define cas struct lockstep_cas
#define ptr void *
#define cptr const void *
#define site const lockstep_site *
#define LOCKSTEP_HOOK(Result, Name, Parameters) Result(*Name) Parameters;
#include "lockstep/hooks.def"
#undef u8
#undef u64
#undef cas
#undef ptr
#undef cptr
#undef site
};

/** Parts of a module's record that those of older plugins lack. */
enum lockstep_module_parts {
  lockstep_module_variables = 1 /**< variables_begin, variables_end */
};

struct lockstep_module {
  const struct lockstep_hooks *hooks; /**< written by the runtime only */
  uint32_t abi_version;               /**< LOCKSTEP_ABI_VERSION */
  uint32_t parts;                     /**< enum lockstep_module_parts */
  const lockstep_site *sites_begin;   /**< __start_lockstep_sites */
  const lockstep_site *sites_end;     /**< __stop_lockstep_sites */
  const void *anchor;                 /**< any address inside the module */
  const lockstep_variable *variables_begin; /**< __start_lockstep_variables */
  const lockstep_variable *variables_end;   /**< __stop_lockstep_variables */
};

void lockstep_register_module_v1(struct lockstep_module *module);
void lockstep_restart_v1(void);

#ifdef __cplusplus
}
#endif

#endif
