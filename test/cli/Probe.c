/*===- Probe.c - Stands in for the runtime in the tests
---------------------===*\
|*
|* Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
|*
|*===----------------------------------------------------------------------===*|
|*
|* Preloaded in place of the runtime, it writes the variables and the arguments
|* that the program was started with to the file $PROBE_OUTPUT, one a line.
|*
\*===----------------------------------------------------------------------===*/

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

__attribute__((constructor)) static void report(int Count, char **Values) {
  const char *Path = getenv("PROBE_OUTPUT");
  FILE *Output = Path ? fopen(Path, "w") : NULL;
  if (!Output)
    return;
  for (char **Entry = environ; *Entry; ++Entry)
    fprintf(Output, "%s\n", *Entry);
  for (int I = 0; I < Count; ++I)
    fprintf(Output, "argument=%s\n", Values[I]);
  fclose(Output);
}
