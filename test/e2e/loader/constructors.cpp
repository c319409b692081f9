// Intent: two threads that load and unload a library whose constructor and
// destructor synchronize wait for each other, as in the loader; what the
// constructor did is seen by who gets the handle, also by dlsym.
// RUN: %fresh && %clangxx -DLIBRARY -shared -fPIC %s -o library.so
// RUN: %clangxx -w %s -o prog
// RUN: env LOCKSTEP_OPTIONS=races=report %explore passed %run ./prog
// RUN: env LOCKSTEP_OPTIONS=races=report,switcher=threads LOCKSTEP_ITERATIONS=50 %explore passed %run ./prog
#ifdef LIBRARY
#include <atomic>
#include <mutex>
static std::atomic<int> Users;
static std::mutex Lock;
static int Plain;
static struct Global {
  Global() {
    Users.fetch_add(1);
    std::lock_guard Guard(Lock);
    Plain = 7;
  }
  ~Global() { Users.fetch_sub(1); }
} It;
extern "C" int get() { return Plain * Users; }
#else
#include <assert.h>
#include <dlfcn.h>
#include <thread>

static void use() {
  void *Library = dlopen("./library.so", RTLD_NOW);
  assert(Library && ((int (*)())dlsym(Library, "get"))() == 7);
  assert(dlsym(RTLD_NEXT, "sem_post") == dlsym(RTLD_DEFAULT, "sem_post"));
  dlclose(Library);
}

int main() {
  std::thread One(use), Two(use);
  One.join();
  Two.join();
}
#endif
