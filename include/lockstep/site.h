/*===- site.h - A place in the instrumented code ------------------*- C -*-===*\
|*
|* Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
|*
|*===----------------------------------------------------------------------===*|
|*
|* The static record that the pass emits for each instrumented place, in the
|* section `lockstep_sites`. It needs no relocation and no work at run time:
|* strings are named by the distance from the field itself to their first byte.
|* Records are read-only and live as long as the module that holds them.
|*
\*===----------------------------------------------------------------------===*/

#ifndef LOCKSTEP_SITE_H
#define LOCKSTEP_SITE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a site does: one enumerator per line of operations.def. */
enum lockstep_op {
#define LOCKSTEP_OPERATION(Name, Text, Access, Object) lockstep_op_##Name,
#include "lockstep/operations.def"
  lockstep_op_count
};

/** Memory orders, numbered as in C11 <stdatomic.h> and the libatomic ABI. */
enum lockstep_order {
  lockstep_order_relaxed = 0,
  lockstep_order_consume = 1,
  lockstep_order_acquire = 2,
  lockstep_order_release = 3,
  lockstep_order_acq_rel = 4,
  lockstep_order_seq_cst = 5,
  lockstep_order_none = 255 /**< A plain access or not an access at all. */
};

/** The operator of an AtomicRmw site. */
enum lockstep_rmw {
  lockstep_rmw_xchg = 0,
  lockstep_rmw_add,
  lockstep_rmw_sub,
  lockstep_rmw_and,
  lockstep_rmw_nand,
  lockstep_rmw_or,
  lockstep_rmw_xor,
  lockstep_rmw_max, /**< signed */
  lockstep_rmw_min, /**< signed */
  lockstep_rmw_umax,
  lockstep_rmw_umin,
  lockstep_rmw_fadd, /**< float or double by size: 4 or 8 */
  lockstep_rmw_fsub,
  lockstep_rmw_fmax,
  lockstep_rmw_fmin,
  lockstep_rmw_uinc_wrap,
  lockstep_rmw_udec_wrap,
  lockstep_rmw_usub_cond,
  lockstep_rmw_usub_sat
};

enum lockstep_site_flags {
  lockstep_site_weak = 1,     /**< compare-exchange that may fail spuriously */
  lockstep_site_volatile = 2, /**< the access is also volatile */
  lockstep_site_write = 4,    /**< a plain range or announced access writes */
  lockstep_site_single_thread = 8 /**< syncscope("singlethread") fence */
};

/** 40 bytes, 8-aligned. A string offset of 0 means "not known". */
struct lockstep_site {
  uint8_t kind;          /**< enum lockstep_op */
  uint8_t order;         /**< enum lockstep_order */
  uint8_t failure_order; /**< of a compare-exchange, else none */
  uint8_t flags;         /**< enum lockstep_site_flags */
  uint32_t size;         /**< bytes accessed; 0 when not static */
  uint8_t rmw;           /**< enum lockstep_rmw, for AtomicRmw */
  uint8_t reserved[3];   /**< zero */
  uint32_t line;         /**< 1-based; 0 not known */
  uint32_t column;       /**< 1-based; 0 not known */
  int32_t file;          /**< path; relative when it lies in `directory` */
  int32_t function;      /**< demangled by the reader, mangled here */
  int32_t variable;      /**< source expression, such as `queue.head` */
  int32_t callee;        /**< name of the announced function */
  int32_t directory;     /**< where the compiler ran; of relative files */
};
typedef struct lockstep_site lockstep_site;

/** The string a relative field of a site names, or "" when it is 0. */
static inline const char *lockstep_site_string(const int32_t *field) {
  return *field ? (const char *)field + *field : "";
}

#ifdef __cplusplus
}
static_assert(sizeof(lockstep_site) == 40, "the pass emits 40-byte sites");
#endif

#endif
