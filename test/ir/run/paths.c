// Intent: the file of a site is relative to the compiler's folder when it lies
// below it, however the compiler was given it; else it is absolute.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/src %t.dir/build && cp %s %t.dir/src/x.c
// RUN: cd %t.dir && %clang -g -S -emit-llvm src/x.c -o - | %filecheck --check-prefix=BELOW %s
// RUN: cd %t.dir && %clang -g -S -emit-llvm ./build/../src/x.c -o - | %filecheck --check-prefix=BELOW %s
// RUN: cd %t.dir && %clang -g -S -emit-llvm %t.dir/src/x.c -o - | %filecheck --check-prefix=BELOW %s
// RUN: cd %t.dir/build && %clang -g -S -emit-llvm ../src/x.c -o - | %filecheck --check-prefix=ELSEWHERE %s
// RUN: cd %t.dir/build && %clang -g -S -emit-llvm %t.dir/src/x.c -o - | %filecheck --check-prefix=ELSEWHERE %s
// RUN: cd %t.dir/build && %clang -S -emit-llvm ../src/x.c -o - | %filecheck --check-prefix=NONE %s
// BELOW-DAG: @lockstep.string{{.*}} c"src/x.c\00"
// BELOW-DAG: @lockstep.string{{.*}} c"/{{.*}}.dir\00"
// ELSEWHERE: @lockstep.string{{.*}} c"/{{[^.]*}}{{.*}}.dir/src/x.c\00"
// NONE: @lockstep.string{{.*}} c"../src/x.c\00"

int Counter;
void count(void) { Counter++; }
