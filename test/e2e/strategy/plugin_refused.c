// Intent: plug-ins that cannot be used are named, with the mend.
// RUN: %fresh && %clang %s -o prog && %plain -shared -fPIC %S/../../../utils/examples/hesitant.c -o libhesitant.so
// RUN: not env LOCKSTEP_STRATEGY=./libhesitant.so:percent=101 ./prog 2>&1 | FileCheck %s --check-prefix=VALUE
// RUN: not env LOCKSTEP_STRATEGY=./libhesitant.so:share=5 ./prog 2>&1 | FileCheck %s --check-prefix=KEY
// RUN: not env LOCKSTEP_STRATEGY=./libhesitant.so:percent ./prog 2>&1 | FileCheck %s --check-prefix=FORM
// RUN: not env LOCKSTEP_STRATEGY=./libabsent.so ./prog 2>&1 | FileCheck %s --check-prefix=ABSENT
// RUN: echo text >text.so && not env LOCKSTEP_STRATEGY=./text.so ./prog 2>&1 | FileCheck %s --check-prefix=TEXT
// RUN: %plain -shared -fPIC -DNO_ENTRY %S/Inputs/wrong.c -o entry.so && not env LOCKSTEP_STRATEGY=./entry.so ./prog 2>&1 | FileCheck %s --check-prefix=ENTRY
// RUN: %plain -shared -fPIC -DABI=7 %S/Inputs/wrong.c -o abi.so && not env LOCKSTEP_STRATEGY=./abi.so ./prog 2>&1 | FileCheck %s --check-prefix=ABI
// RUN: not %lockstep run -s ./abi.so -- ./prog 2>&1 | FileCheck %s --check-prefix=ABI
// RUN: %lockstep strategies | FileCheck %s --check-prefix=LIST
#include <stdatomic.h>

atomic_int X;
int main(void) { return X; }
// VALUE: plug-in './libhesitant.so' cannot be used: percent is a number from 0 to 100, not '101'
// KEY: plug-in './libhesitant.so' cannot be used: it has no parameter 'share', only percent
// FORM: parameter 'percent' of plug-in './libhesitant.so' is to be written as key=value
// ABSENT: cannot load the plug-in './libabsent.so': ./libabsent.so: cannot open shared object file
// TEXT: cannot load the plug-in './text.so': ./text.so: {{.*}}file too short
// ENTRY: './entry.so' is no strategy: it does not define lockstep_strategy_plugin() of lockstep/strategy.h
// ABI: plug-in './abi.so' was built for version 7 of lockstep/strategy.h, and this Lockstep has version 1; build it again
// LIST: ./libmine.so:key=value
