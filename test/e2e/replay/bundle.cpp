// Intent: a bundle replays where the program, its library, the sources and the
// trace are gone, with the same report, which names none of the temporary files.
// RUN: %fresh && cp %s part.cpp && %clangxx -DLIBRARY -shared -fPIC part.cpp -o libpart.so
// RUN: %clangxx part.cpp -o prog -L. -lpart -Wl,-rpath,%t.dir && not env LOCKSTEP_STRATEGY=pct ./prog
// RUN: mv lockstep-traces/prog-*.lstrace it && not env LOCKSTEP_TRACE=it ./prog 2> before
// RUN: %lockstep bundle it -o it.tar.zst 2> said && test ! -s said && tar tf it.tar.zst | FileCheck %s --check-prefix=LIST
// RUN: rm -r prog libpart.so part.cpp it lockstep-traces && not %lockstep replay it.tar.zst 2> after
// RUN: FileCheck %s < after
// RUN: sh -c 'for f in before after; do grep -v "^Trace:\|^Replay:" $f > $f.cut; done; cmp before.cut after.cut'
#include <mutex>
#include <thread>

extern std::mutex A, B;
void both(std::mutex &First, std::mutex &Second);

#ifdef LIBRARY
std::mutex A, B;
void both(std::mutex &First, std::mutex &Second) {
  std::lock_guard<std::mutex> One(First);
  std::lock_guard<std::mutex> Two(Second);
}
#else
int main() {
  std::thread One([] { both(A, B); }), Two([] { both(B, A); });
  One.join();
  Two.join();
}
#endif
// LIST-DAG: bundle.json
// LIST-DAG: trace.lstrace
// LIST-DAG: program/prog
// LIST-DAG: libraries/libpart.so
// LIST-DAG: sources/{{.*}}part.cpp
// LIST-DAG: report.txt
// CHECK-NOT: WARNING
// CHECK: part.cpp:{{[0-9]+}}  std::lock_guard<std::mutex> One(First);
// CHECK: Trace: it.tar.zst
// CHECK-NEXT: Replay: lockstep replay it.tar.zst
// CHECK-NEXT: SUMMARY: Lockstep: deadlock
