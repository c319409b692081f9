// Intent: a variable that lld drops takes its record along.
// REQUIRES: lld, main-llvm
// RUN: %clang -g -O1 -fuse-ld=lld -fdata-sections -Wl,--gc-sections %s -o %t
// RUN: env LD_PRELOAD=%fake_runtime %t 2>&1 | %filecheck %s
// RUN: %clang -g -O2 -fuse-ld=lld -flto=thin %s -o %t.thin
// RUN: env LD_PRELOAD=%fake_runtime %t.thin 2>&1 | %filecheck --check-prefix=KEPT %s
// CHECK-NOT: {{^}}variable Unused
// CHECK: {{^}}variable Kept size 8 layout {0+4 Kind;4+4 Rank;}
// CHECK-NOT: {{^}}variable Unused
// KEPT: {{^}}variable Kept size 8 layout {0+4 Kind;4+4 Rank;}

struct Base {
  int Kind, Rank;
} Unused, Kept;

int main(void) { return Kept.Rank++; }
