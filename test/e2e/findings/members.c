// Intent: in C too: nested members, a union, bit-fields, a function's own
// static; heap objects by the expressions that denote them.
// RUN: %fresh && %clang %s -o prog
// RUN: not %run LOCKSTEP_ITERATIONS=1000 LOCKSTEP_OPTIONS=schedule=all:report_rows=100:races=ignore ./prog 2>&1 | FileCheck %s
// CHECK-DAG: read table.rows[1].value.whole
// CHECK-DAG: write table.rows[0].open|locked
// CHECK-DAG: lock locks[1]
// CHECK-DAG: write node->next#1
// CHECK-DAG: write node->next#2
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct node {
  struct node *next;
};
static struct {
  int kind;
  struct {
    unsigned open : 1, locked : 1;
    union {
      int whole;
      short half;
    } value;
  } rows[2];
} table;
static struct node *nodes[2];

static void *work(void *unused) {
  static pthread_mutex_t locks[2] = {PTHREAD_MUTEX_INITIALIZER,
                                     PTHREAD_MUTEX_INITIALIZER};
  pthread_mutex_lock(&locks[1]);
  table.rows[0].locked = 1;
  pthread_mutex_unlock(&locks[1]);
  for (int i = 0; i < 2; i++) {
    struct node *node = nodes[i];
    node->next = node;
  }
  int seen = table.rows[1].value.whole;
  table.rows[1].value.whole = seen + 1;
  return unused;
}

int main(void) {
  pthread_t one, two;
  nodes[0] = malloc(sizeof(struct node));
  nodes[1] = malloc(sizeof(struct node));
  pthread_create(&one, 0, work, 0);
  pthread_create(&two, 0, work, 0);
  pthread_join(one, 0);
  pthread_join(two, 0);
  assert(table.rows[1].value.whole == 2);
}
