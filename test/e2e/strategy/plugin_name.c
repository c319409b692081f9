// Intent: summary_json is JSON whatever the name of a plug-in.
// RUN: %fresh && %clang %s -o prog
// RUN: %plain -shared -fPIC %S/../../../utils/examples/hesitant.c -o 'lib"q\é.so'
// RUN: env LOCKSTEP_ITERATIONS=3 LOCKSTEP_OPTIONS=summary_json=s 'LOCKSTEP_STRATEGY=./lib"q\é.so' ./prog
// RUN: python3 -c 'import json; assert json.load(open("s"))["strategy"].startswith("./lib\"q")'
#include <stdatomic.h>

atomic_int X;
int main(void) { return X; }
