/*===- variable.h - What lies inside a global variable ------------*- C -*-===*\
|*
|* Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
|*
|*===----------------------------------------------------------------------===*|
|*
|* The static record that the pass emits for each global variable with members
|* or elements, in the section `lockstep_variables`. As with sites, nothing is
|* done at run time: a report that names an object reads it.
|*
|* A layout is text, one type a line; the first line is the variable's type.
|*
|*     [COUNT*STRIDE]TYPE     an array; COUNT 0 when its length is not known
|*     {MEMBER;MEMBER;}       a record or union
|*     OFFSET+SIZE NAME:TYPE  a member; NAME and TYPE may be missing
|*
|* Offsets, sizes and strides are decimal, in bytes; TYPE is the number of a
|* line, from 0. Without a TYPE the name ends there. A member without a NAME (a
|* base, an anonymous union) is passed over to those that it holds. `OFFSET@`
|* before the first line: the record is of a part that begins there, since the
|* optimizer took the variable apart.
|*
\*===----------------------------------------------------------------------===*/

#ifndef LOCKSTEP_VARIABLE_H
#define LOCKSTEP_VARIABLE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** 24 bytes, 8-aligned. Distances are from the field itself. */
struct lockstep_variable {
  int64_t address; /**< distance to the variable */
  uint64_t size;   /**< of the variable, in bytes */
  int32_t name;    /**< distance to its name as reports print it */
  int32_t layout;  /**< distance to its layout */
};
typedef struct lockstep_variable lockstep_variable;

#ifdef __cplusplus
}
static_assert(sizeof(lockstep_variable) == 24,
              "the pass emits 24-byte records");
#endif

#endif
