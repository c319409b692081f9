// Intent: each function of the table pass/library_calls.def accesses the bytes
// that it is bound to access, from the first to the last, and none behind.
// RUN: %fresh && %clangxx -fno-builtin -D__NO_INLINE__ -w %s -o library
// RUN: env LOCKSTEP_ITERATIONS=20 LOCKSTEP_OPTIONS=races=report %run ./library behind < /dev/null 2>&1 | FileCheck %s
// RUN: %S/Inputs/library-rows ./library first
// RUN: %S/Inputs/library-rows ./library last
#include "Inputs/library.h"
#include <dlfcn.h>
#include <thread>

constexpr int MostRows = 500;
static struct alignas(16) {
  char A[512], B[512];
} Memory[MostRows];
static volatile long Sink;
static void *volatile Kept;
static int File, Null, Sockets[2];
static FILE *Out, *WideOut;
static tm Then;
static long HostSize, FolderSize;

#define HELPER static __attribute__((noinline))
HELPER Anything to(void *Address) { return {Address}; }
HELPER int filled(int Size) {
  int Ends[2];
  pipe(Ends);
  return write(Ends[1], "abcdefghij", Size), Ends[0];
}
HELPER int sent(int Size) {
  int Ends[2];
  socketpair(AF_UNIX, SOCK_DGRAM, 0, Ends);
  return send(Ends[1], "abcdefghij", Size, 0), Ends[0];
}
HELPER int ready() {
  int Poll = epoll_create1(0), Pipe = filled(1);
  epoll_event Event = {EPOLLIN, {}};
  return epoll_ctl(Poll, EPOLL_CTL_ADD, Pipe, &Event), Poll;
}
HELPER mqd_t queued(int Size) {
  mq_attr Like = {0, 4, 90};
  mqd_t Queue = mq_open("/lockstep-library", O_RDWR | O_CREAT, 0600, &Like);
  mq_unlink("/lockstep-library");
  return mq_send(Queue, "abcdefghij", Size, 0), Queue;
}
HELPER FILE *stream() { return fopen("data", "r"); }

#define LISTED(Call, ...)                                                      \
  [=](int Unused, ...) {                                                       \
    va_list List;                                                              \
    va_start(List, Unused);                                                    \
    Call;                                                                      \
    va_end(List);                                                              \
  }(0, __VA_ARGS__)
#define BUFFERS                                                                \
  char *A = Memory[__LINE__].A, *B = Memory[__LINE__].B;                       \
  wchar_t *WA = (wchar_t *)A, *WB = (wchar_t *)B;
static void call() {
#define WIDE_ROW ROW
#define ROOT_ROW ROW
#define TIME_ROW ROW
#define VECTOR_ROW ROW
#define LINE_ROW ROW
#define ROW(Name, Range, Size, ...)                                            \
  if (dlsym(RTLD_DEFAULT, #Name)) {                                            \
    BUFFERS __VA_ARGS__;                                                       \
  }
#include "Inputs/library_rows.def"
}

static void touch(char Where) {
#define WIDE_ROW ROW
#define ROOT_ROW ROW
#define TIME_ROW ROW
#define VECTOR_ROW ROW
#define LINE_ROW ROW
#define ROW(Name, Range, Size, ...)                                            \
  {                                                                            \
    BUFFERS(Range)                                                             \
    [Where == 'f' ? 0 : Where == 'l' ? Size - 1 : Size] = '1';                 \
  }
#include "Inputs/library_rows.def"
}

static void prepare() {
#define ROW(Name, Range, Size, ...)                                            \
  {                                                                            \
    BUFFERS strcpy(A, "hello"), strcpy(B, "12");                               \
  }
#define WIDE_ROW(Name, Range, Size, ...)                                       \
  {                                                                            \
    BUFFERS wcscpy(WA, L"hello"), wcscpy(WB, L"12");                           \
  }
#define ROOT_ROW(Name, Range, Size, ...)                                       \
  {                                                                            \
    BUFFERS strcpy(A, "/"), strcpy(B, "/");                                    \
  }
#define TIME_ROW(Name, Range, Size, ...)                                       \
  {                                                                            \
    BUFFERS *(long *)A = *(long *)B = 1;                                       \
  }
#define VECTOR_ROW(Name, Range, Size, ...)                                     \
  {                                                                            \
    BUFFERS ((iovec *)A)[0] = {B, 5}, ((iovec *)A)[1] = {B + 40, 5};           \
  }
#define LINE_ROW(Name, Range, Size, ...)                                       \
  {                                                                            \
    BUFFERS *(char **)A = B, ((size_t *)A)[1] = 100;                           \
  }
#include "Inputs/library_rows.def"
  Null = open("/dev/null", O_RDWR);
  File = open("data", O_RDWR | O_CREAT | O_TRUNC, 0600);
  write(File, "abc;ef\n", 7);
  symlink("/none", "link");
  socketpair(AF_UNIX, SOCK_DGRAM, 0, Sockets);
  Out = fopen("/dev/null", "w");
  WideOut = fopen("/dev/null", "w");
  gmtime_r(&(const time_t &)0L, &Then);
  char Text[500];
  gethostname(Text, sizeof Text);
  HostSize = strlen(Text) + 1;
  FolderSize = strlen(getcwd(Text, sizeof Text)) + 1;
}

/// Tells which rows are of functions that this C library lacks.
static void listMissing() {
#define WIDE_ROW ROW
#define ROOT_ROW ROW
#define TIME_ROW ROW
#define VECTOR_ROW ROW
#define LINE_ROW ROW
#define ROW(Name, ...)                                                         \
  if (!dlsym(RTLD_DEFAULT, #Name))                                             \
    printf("%d\n", __LINE__);
#include "Inputs/library_rows.def"
}

int main(int, char **Arguments) {
  if (Arguments[1][0] == 'm')
    return listMissing(), 0;
  prepare();
  std::thread Other(touch, Arguments[1][0]);
  call();
  Other.join();
}
// CHECK: 20 executions, no findings
