//===- library.h - What the rows of library_rows.def call -------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <arpa/inet.h>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <mqueue.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <syslog.h>
#include <ctime>
#include <unistd.h>

/// An address, as whatever pointer a function takes.
struct Anything {
  void *Address;
  template <class T> operator T *() const {
    return static_cast<T *>(Address);
  }
};

// What headers declare only with _FORTIFY_SOURCE, or under other names.
extern "C" {
using cc = const char *;
using cw = const wchar_t *;
using cv = const void *;
void *__mempcpy(void *, cv, size_t) noexcept;
void *__memcpy_chk(void *, cv, size_t, size_t);
void *__memmove_chk(void *, cv, size_t, size_t);
void *__mempcpy_chk(void *, cv, size_t, size_t);
void *__memset_chk(void *, int, size_t, size_t);
void __explicit_bzero_chk(void *, size_t, size_t);
char *__strcpy_chk(char *, cc, size_t);
char *__stpcpy_chk(char *, cc, size_t);
char *__strncpy_chk(char *, cc, size_t, size_t);
char *__stpncpy_chk(char *, cc, size_t, size_t);
char *__strcat_chk(char *, cc, size_t);
char *__strncat_chk(char *, cc, size_t, size_t);
char *__strdup(cc) noexcept;
char *__strndup(cc, size_t) noexcept;
wchar_t *__wcscpy_chk(wchar_t *, cw, size_t);
wchar_t *__wcpcpy_chk(wchar_t *, cw, size_t);
wchar_t *__wcsncpy_chk(wchar_t *, cw, size_t, size_t);
wchar_t *__wcscat_chk(wchar_t *, cw, size_t);
wchar_t *__wmemcpy_chk(wchar_t *, cw, size_t, size_t);
wchar_t *__wmemmove_chk(wchar_t *, cw, size_t, size_t);
wchar_t *__wmempcpy_chk(wchar_t *, cw, size_t, size_t);
wchar_t *__wmemset_chk(wchar_t *, wchar_t, size_t, size_t);
ssize_t __read_chk(int, void *, size_t, size_t);
ssize_t __pread_chk(int, void *, size_t, off_t, size_t);
ssize_t __pread64_chk(int, void *, size_t, off_t, size_t);
ssize_t __recv_chk(int, void *, size_t, size_t, int);
ssize_t __recvfrom_chk(int, void *, size_t, size_t, int, sockaddr *,
                       socklen_t *);
ssize_t __readlink_chk(cc, char *, size_t, size_t);
char *__realpath_chk(cc, char *, size_t);
char *__getcwd_chk(char *, size_t, size_t);
size_t __fread_chk(void *, size_t, size_t, size_t, FILE *);
size_t __fread_unlocked_chk(void *, size_t, size_t, size_t, FILE *);
char *__fgets_chk(char *, size_t, int, FILE *);
char *__fgets_unlocked_chk(char *, size_t, int, FILE *);
int __printf_chk(int, cc, ...);
int __fprintf_chk(FILE *, int, cc, ...);
int __dprintf_chk(int, int, cc, ...);
int __sprintf_chk(char *, int, size_t, cc, ...);
int __snprintf_chk(char *, size_t, int, size_t, cc, ...);
int __asprintf_chk(char **, int, cc, ...);
void __syslog_chk(int, int, cc, ...);
int __vprintf_chk(int, cc, va_list);
int __vfprintf_chk(FILE *, int, cc, va_list);
int __vdprintf_chk(int, int, cc, va_list);
int __vsprintf_chk(char *, int, size_t, cc, va_list);
int __vsnprintf_chk(char *, size_t, int, size_t, cc, va_list);
int __vasprintf_chk(char **, int, cc, va_list);
void __vsyslog_chk(int, int, cc, va_list);
int __isoc99_sscanf(cc, cc, ...);
int __isoc99_fscanf(FILE *, cc, ...);
int __isoc99_scanf(cc, ...);
int __isoc99_vsscanf(cc, cc, va_list);
int plain_sscanf(cc, cc, ...) __asm__("sscanf");
int plain_fscanf(FILE *, cc, ...) __asm__("fscanf");
int plain_scanf(cc, ...) __asm__("scanf");
int plain_vsscanf(cc, cc, va_list) __asm__("vsscanf");

// glibc 2.38 and later.
#pragma weak strlcpy
#pragma weak __isoc23_sscanf
#pragma weak __isoc23_fscanf
#pragma weak __isoc23_scanf
#pragma weak __isoc23_vsscanf
#pragma weak __isoc23_strtol
#pragma weak __isoc23_strtoul
#pragma weak __isoc23_strtoll
#pragma weak __isoc23_strtoull
#pragma weak __isoc23_strtoimax
#pragma weak __isoc23_strtoumax
size_t strlcpy(char *, cc, size_t) noexcept;
int __isoc23_sscanf(cc, cc, ...) noexcept;
int __isoc23_fscanf(FILE *, cc, ...);
int __isoc23_scanf(cc, ...);
int __isoc23_vsscanf(cc, cc, va_list) noexcept;
long __isoc23_strtol(cc, char **, int) noexcept;
unsigned long __isoc23_strtoul(cc, char **, int) noexcept;
long long __isoc23_strtoll(cc, char **, int) noexcept;
unsigned long long __isoc23_strtoull(cc, char **, int) noexcept;
intmax_t __isoc23_strtoimax(cc, char **, int) noexcept;
uintmax_t __isoc23_strtoumax(cc, char **, int) noexcept;
}
