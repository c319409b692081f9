// Intent: a library is looked for where the module that asks for it says, and
// not where the runtime would.
// RUN: %fresh && mkdir -p own && %clang -DLIBRARY -shared -fPIC %s -o own/libmine.so
// RUN: %clang %s '-Wl,-rpath,$ORIGIN/own' -o prog
// RUN: ./prog && cd / && env LOCKSTEP_ITERATIONS=3 %t.dir/prog
// RUN: env LOCKSTEP_ITERATIONS=3 LOCKSTEP_OPTIONS=switcher=threads %t.dir/prog
#include <assert.h>
#include <dlfcn.h>

#ifdef LIBRARY
int value = 3;
#else
int main(void) {
  void *Named = dlopen("libmine.so", RTLD_NOW);
  assert(Named);
  assert(dlopen("$ORIGIN/own/libmine.so", RTLD_NOW) == Named);
  assert(dlopen("${ORIGIN}/own/libmine.so", RTLD_NOW) == Named);
  assert(*(int *)dlsym(Named, "value") == 3);
  assert(dlopen("libm.so.6", RTLD_NOW) && !dlopen("libnone.so", RTLD_NOW));
  assert(dlerror() && dlopen(0, RTLD_NOW));
  return 0;
}
#endif
