// Intent: sites name the place, the variable and the callee.
// RUN: %clangxx -g -O0 %s -o %t.0 -pthread
// RUN: env LD_PRELOAD=%fake_runtime %t.0 2>&1 | %filecheck %s
// RUN: %clangxx -g -O2 %s -o %t.2 -pthread
// RUN: env LD_PRELOAD=%fake_runtime %t.2 2>&1 | %filecheck %s
// RUN: %clangxx -O1 %s -o %t.none -pthread
// RUN: env LD_PRELOAD=%fake_runtime %t.none 2>&1 | %filecheck --check-prefix=NONE %s
// NONE: site PlainWrite sites.cpp:0:0 in {{.*}} size 4

#include <pthread.h>

struct Account {
  int Id;
  long Balance;
  pthread_mutex_t Lock;
};
struct Node {
  Node *Next;
  int Key;
};
struct Queue {
  int Length;
  Node *Head;
  void push(Node *Added);
};
Account Accounts[4];
Queue Work;
volatile int Stop;
static int Atomic;
Node Only;

__attribute__((noinline)) static int *touch(int *Given) {
  asm volatile("" : "+r"(Given) : : "memory");
  return Given;
}

__attribute__((noinline)) void Queue::push(Node *Added) {
  // CHECK-DAG: site PlainRead sites.cpp:[[@LINE+1]]:{{[0-9]+}} in _ZN5Queue4pushEP4Node size 8 variable 'this->Head'
  Added->Next = Head;
  // CHECK-DAG: site PlainWrite sites.cpp:[[@LINE-1]]:15 in _ZN5Queue4pushEP4Node size 8 variable 'Added->Next'
  Head = Added;
  // CHECK-DAG: site PlainWrite sites.cpp:[[@LINE+1]]:{{[0-9]+}} in _ZN5Queue4pushEP4Node size 4 variable '{{this->Head|Added}}->Key'
  Head->Key = 3;
}

__attribute__((noinline)) int locals() {
  int Local = 0;
  touch(&Local);
  // CHECK-DAG: site PlainWrite sites.cpp:[[@LINE+1]]:{{[0-9]+}} in _Z6localsv size 4 variable 'Local'
  Local = 4;
  return *touch(&Local);
}

__attribute__((noinline)) void deposit(int Which, long Amount) {
  // CHECK-DAG: site MutexLock sites.cpp:[[@LINE+1]]:3 in _Z7depositil size 0 variable 'Accounts[].Lock' callee 'pthread_mutex_lock'
  pthread_mutex_lock(&Accounts[Which].Lock);
  // CHECK-DAG: site PlainRead sites.cpp:[[@LINE+2]]:{{[0-9]+}} in _Z7depositil size 8 variable 'Accounts[].Balance' callee ''
  // CHECK-DAG: site PlainWrite sites.cpp:[[@LINE+1]]:{{[0-9]+}} in _Z7depositil size 8 variable 'Accounts[].Balance' callee ''
  Accounts[Which].Balance += Amount;
  pthread_mutex_unlock(&Accounts[Which].Lock);
}

int main() {
  Work.push(&Only);
  deposit(1, 5);
  locals();
  // CHECK-DAG: site VolatileWrite sites.cpp:[[@LINE+1]]:{{[0-9]+}} in main size 4 variable 'Stop'
  Stop = 1;
  // CHECK-DAG: site PlainWrite sites.cpp:[[@LINE+1]]:{{[0-9]+}} in main size 4 variable 'Accounts[2].Id'
  Accounts[2].Id = 7;
  // CHECK-DAG: site AtomicRmw sites.cpp:[[@LINE+1]]:{{[0-9]+}} in main size 4 variable 'Atomic'
  return __atomic_fetch_add(&Atomic, 1, __ATOMIC_SEQ_CST);
}
