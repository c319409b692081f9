// Intent: scripts get the two accesses of a race, the locks that were held, what
// would have ordered the accesses, and the block; of a memory error, who
// allocated the block and who freed it.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o program
// RUN: not env LOCKSTEP_ITERATIONS=50 LOCKSTEP_OPTIONS=races=report:trace_dir=t ./program
// RUN: %lockstep show --json t/*.lstrace | grep '"type":"finding"' | /usr/bin/python3 -m json.tool | FileCheck %s
// RUN: %lockstep export -f json t/*.lstrace | /usr/bin/python3 -m json.tool | FileCheck %s
// RUN: not env LOCKSTEP_ITERATIONS=50 LOCKSTEP_OPTIONS=trace_dir=u ./program free
// RUN: %lockstep show --json u/*.lstrace | grep '"type":"finding"' | FileCheck --check-prefix=FREED %s
#include <pthread.h>
#include <stdlib.h>

static pthread_rwlock_t Lock = PTHREAD_RWLOCK_INITIALIZER;

static void *add(void *Total) {
  pthread_rwlock_rdlock(&Lock);
  *(long *)Total += 1;
  pthread_rwlock_unlock(&Lock);
  return NULL;
}

int main(int Count, char **Arguments) {
  long *Total = calloc(3, sizeof(long));
  pthread_t Other;
  pthread_create(&Other, NULL, add, Total + 1);
  if (Count == 1)
    add(Total + 1);
  else
    free(Total);
  return pthread_join(Other, NULL);
}
// CHECK: "kind": "data-race"
// CHECK: "operation": "{{read|write}}",{{[[:space:]]*}}"atomic": false,{{[[:space:]]*}}"size": 8
// CHECK: "stack": [{{[[:space:]]*}}{{.}}{{[[:space:]]*}}"function": "add",
// CHECK: "name": "Lock",{{[[:space:]]*}}"shared": true
// CHECK: "name": "Lock",{{[[:space:]]*}}"shared": true
// CHECK: "reason": "both-hold-for-reading"
// CHECK: "size": 24,{{[[:space:]]*}}"offset": 8,{{[[:space:]]*}}"allocated_by":
// FREED: "kind":"use-after-free",{{.*}}"size":24,"offset":8,"allocated_by":{{.*}},"freed_by":{"thread":0,"place":{{.*}}"line":29{{.*}}"after_step":
