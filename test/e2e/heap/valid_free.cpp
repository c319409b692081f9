// Intent: nothing that any function of the C and C++ libraries gave is an
// invalid free, from whatever thread, whenever it was allocated.
// RUN: %fresh && %clangxx -D_GNU_SOURCE %s -o it && env LOCKSTEP_ITERATIONS=30 ./it 2>&1 | FileCheck %s
// RUN: env LOCKSTEP_ITERATIONS=3 LOCKSTEP_OPTIONS=switcher=threads:quarantine=5000 ./it 2>&1 | FileCheck %s
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <thread>
#include <vector>

struct alignas(256) Wide {};
static char *Early = strdup("before main");

static std::vector<void *> take(size_t Size) {
  std::vector<void *> All = {malloc(Size), calloc(3, Size), memalign(4096, Size),
                             aligned_alloc(64, 64 * Size), valloc(Size)};
  void *More = realloc(malloc(Size), 7 * Size);
  char *Line = nullptr, *Text = nullptr;
  size_t Length = 0;
  FILE *From = fmemopen(const_cast<char *>("a line\n"), 7, "r");
  All.insert(All.end(), {More, (getline(&Line, &Length, From), Line)});
  fclose(From);
  if (asprintf(&Text, "%0*d", int(Size % 5000), 1) > 0)
    All.insert(All.end(), {Text, strndup(Text, 9)});
  if (!posix_memalign(&More, 8192, Size))
    All.push_back(reallocarray(More, 3, Size));
  return All;
}

int main() {
  for (size_t Size : {1, 24, 25, 1000, 5000, 70000, 140000, 1 << 20}) {
    std::vector<void *> Mine = take(Size), Its;
    std::thread([&] { Its = take(Size); delete[] new Wide[3]; }).join();
    std::thread([=] { for (void *Each : Mine) free(Each); }).join();
    for (void *Each : Its) free(Each);
  }
  free(Early);
}
// CHECK: executions, no findings
