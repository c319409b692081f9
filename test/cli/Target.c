/*===- Target.c - The program that the tests start
--------------------------===*\
|*
|* Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
|*
|*===----------------------------------------------------------------------===*|
|*
|* Built with -DINSTRUMENTED it has a section of sites, as the pass makes it.
|*
\*===----------------------------------------------------------------------===*/

#ifdef INSTRUMENTED
__attribute__((used, section("lockstep_sites"))) static const char Site[40];
#endif

int main(void) { return 5; }
