// Intent: the odd corners of C keep their meaning: computed goto, asm goto,
// setjmp, variable-length arrays, varargs, structures by value, bit fields.
// RUN: %clang -g -O0 %s -o %t.0 && %t.0 | %filecheck %s
// RUN: %clang -g -O1 %s -o %t.1 && %t.1 | %filecheck %s
// RUN: %clang -g -O2 %s -o %t.2 && %t.2 | %filecheck %s
// RUN: %clang -g -O3 -fPIC %s -o %t.3 && %t.3 | %filecheck %s
// RUN: env LD_PRELOAD=%fake_runtime %t.0 2>&1 | %filecheck --check-prefixes=CHECK,LOG %s
// RUN: env LD_PRELOAD=%fake_runtime %t.1 2>&1 | %filecheck --check-prefixes=CHECK,LOG %s
// RUN: env LD_PRELOAD=%fake_runtime %t.2 2>&1 | %filecheck --check-prefixes=CHECK,LOG %s
// RUN: env LD_PRELOAD=%fake_runtime %t.3 2>&1 | %filecheck --check-prefixes=CHECK,LOG %s
// CHECK-DAG: jumps 36 asm 1 set 5 vla 45 args 10 pair 7 bits 5 locked 3
// LOG-DAG: hook point
// LOG-DAG: hook spin_hint
// LOG-DAG: site InlineAssembly language.c

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

int Counter;
jmp_buf Back;

__attribute__((noinline)) static int jumps(const char *Program) {
  static void *Targets[] = {&&add, &&twice, &&stop};
  int Value = 0;
  goto *Targets[*Program - '0'];
add:
  Value += 9;
  Counter++;
  ++Program;
  goto *Targets[*Program - '0'];
twice:
  Value *= 2;
  ++Program;
  goto *Targets[*Program - '0'];
stop:
  return Value;
}

__attribute__((noinline)) static int asmGoto(int X) {
  Counter++;
  __asm__ goto("testl %0, %0\n\tjne %l1" : : "r"(X) : "cc" : other);
  return 0;
other:
  Counter++;
  return 1;
}

__attribute__((noinline)) static int sets(void) {
  volatile int Value = 0;
  if (setjmp(Back) < 5) {
    Value++;
    longjmp(Back, Value);
  }
  return Value;
}

__attribute__((noinline)) static int vla(int N) {
  int Values[N], Sum = 0;
  for (int I = 0; I < N; ++I)
    Values[I] = I;
  for (int I = 0; I < N; ++I)
    Sum += Values[I];
  return Sum + Counter * 0;
}

__attribute__((noinline)) static int sum(int N, ...) {
  va_list List;
  int Result = 0;
  va_start(List, N);
  while (N--)
    Result += va_arg(List, int);
  va_end(List);
  Counter += Result;
  return Result;
}

struct Big {
  int A, B;
  long Rest[6];
} Shared = {3, 4, {0}};
__attribute__((noinline)) static int pair(struct Big P) { return P.A + P.B; }

struct Bits {
  unsigned A : 3, B : 7;
} Flags;

__attribute__((noinline)) static int locked(void) {
  static int Value = 1;
  __asm__ volatile("lock; addl %1, %0" : "+m"(Value) : "r"(2) : "memory");
  __asm__ volatile("pause");
  return Value;
}

int main(void) {
  Flags.A = 5;
  int Jumps = jumps("0112"), Asm = asmGoto(1), Set = sets(), Vla = vla(10);
  printf("jumps %d asm %d set %d vla %d args %d pair %d bits %d locked %d\n",
         Jumps, Asm, Set, Vla, sum(4, 1, 2, 3, 4), pair(Shared), Flags.A,
         locked());
}
