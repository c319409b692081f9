// REQUIRES: gdb
// Intent: a deadlock in gdb stops where everyone waits, with every thread where
// it is; a copy without debug information still has its schedule.
// RUN: %fresh && %clangxx -O0 %s -o prog && not env LOCKSTEP_STRATEGY=pct ./prog
// RUN: mv lockstep-traces/prog-*.lstrace it && strip -o bare prog
// RUN: %lockstep replay --gdb --batch --ex 'lockstep threads' --ex 'lockstep thread 1' --ex 'print *Result' --ex 'info threads' --ex 'thread apply all bt' --ex continue it 2>&1 | FileCheck %s
// RUN: %lockstep replay --gdb --batch --ex 'lockstep threads' --ex 'lockstep back' it -- ./bare 2>&1 | FileCheck %s --check-prefix=BARE
#include <mutex>
#include <thread>

static std::mutex A, B;

static void work(std::mutex &First, std::mutex &Second, int *Result) {
  std::lock_guard<std::mutex> One(First);
  std::lock_guard<std::mutex> Two(Second);
  *Result += 1;
}

int main() {
  int Result = 41;
  std::thread One([&] { work(A, B, &Result); }), Two([&] { work(B, A, &Result); });
  One.join();
  Two.join();
}
// CHECK: Step [[LAST:[0-9]+]] of [[LAST]] is done. T{{[12]}} did: lock {{[AB]}}. Then: deadlock.
// CHECK-NEXT: {{#[0-9]+ +(0x[0-9a-f]+ in )?}}work ({{.*}}) at {{.*}}hang.cpp:[[@LINE-11]]
// CHECK: T0 main {{ *}}1 {{ *}}waiting {{ *}}join thread T1 {{ *}}hang.cpp:[[@LINE-5]] in main
// CHECK: T1 {{ *}}2 {{ *}}waiting {{ *}}lock B {{ *}}hang.cpp:[[@LINE-13]] in work
// CHECK: T2 {{ *}}3 {{ *}}waiting {{ *}}lock A {{ *}}hang.cpp:[[@LINE-14]] in work
// CHECK: {{#.*}}work ({{.*}}) at {{.*}}hang.cpp:[[@LINE-15]]
// CHECK: $1 = 41
// CHECK-COUNT-3: (LWP {{[0-9]+}}) "prog"
// CHECK-DAG: main{{.*}}hang.cpp:[[@LINE-11]]
// CHECK-DAG: work({{.*}}) at {{.*}}hang.cpp:[[@LINE-19]]
// CHECK: exited
// BARE: Then: deadlock.
// BARE: T1 {{ *}}2 {{ *}}waiting {{ *}}lock B
// BARE: Step [[LAST:[0-9]+]] of [[LAST]]. T{{[12]}} is about to: lock {{[AB]}}
