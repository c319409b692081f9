; Intent: the memory that functions of the C library access is announced: what is
; known before the call, before it; what follows from the result, after it.
; RUN: %opt -passes=lockstep,verify -S < %s | %filecheck %s

declare i64 @strlen(ptr)
declare ptr @memcpy(ptr, ptr, i64)
declare ptr @strcat(ptr, ptr)
declare ptr @strchr(ptr, i32)
declare i64 @read(i32, ptr, i64)
declare ptr @fgets(ptr, i32, ptr)
declare i32 @stat(ptr, ptr)
declare i32 @snprintf(ptr, i64, ptr, ...)
declare i32 @vprintf(ptr, ptr)
declare i32 @__isoc99_sscanf(ptr, ptr, ...)
declare i64 @readv(i32, ptr, i32)
declare i64 @getline(ptr, i32)
declare i32 @personality(...)
@text = constant [6 x i8] c"hello\00"
@number = constant [3 x i8] c"%d\00"
@string = constant [3 x i8] c"%s\00"
@buffer = global [64 x i8] zeroinitializer

; The hook `measure` is at 128, `plain_range` at 88.
; CHECK-LABEL: define i64 @length(
; CHECK: i64 128
; CHECK: %[[SIZE:.*]] = call i64 %{{.*}}(i64 0, ptr %s, ptr null, i64 -1)
; CHECK: %[[REAL:.*]] = select i1 %{{.*}}, i64 0, i64 %[[SIZE]]
; CHECK: call void %{{.*}}(ptr %s, i64 %[[REAL]], ptr @lockstep.site
; CHECK: call i64 @strlen(ptr %s)
; CHECK-NEXT: ret
; CHECK: %[[COPY:.*]] = call i64 @strlen(ptr %s)
; CHECK-NEXT: ret i64 %[[COPY]]
define i64 @length(ptr %s) {
  %n = call i64 @strlen(ptr %s)
  ret i64 %n
}

; CHECK-LABEL: define i64 @constant(
; CHECK-NOT: i64 128
; CHECK: ret
define i64 @constant() {
  %n = call i64 @strlen(ptr @text)
  ret i64 %n
}

; CHECK-LABEL: define void @copy(
; CHECK: call void %{{.*}}(ptr @buffer, i64 %n, ptr @lockstep.site
; CHECK: call void %{{.*}}(ptr %from, i64 %{{.*}}, ptr @lockstep.site
; CHECK: call ptr @memcpy
define void @copy(ptr %from, i64 %n) {
  %r = call ptr @memcpy(ptr @buffer, ptr %from, i64 %n)
  ret void
}

; CHECK-LABEL: define void @append(
; CHECK: %[[OLD:.*]] = call i64 %{{.*}}(i64 0, ptr %to, ptr null, i64 -1)
; CHECK: %[[END:.*]] = sub i64 %{{.*}}, 1
; CHECK: %[[FROM:.*]] = getelementptr i8, ptr %to, i64 %[[END]]
; CHECK: call void %{{.*}}(ptr %[[FROM]], i64 %{{.*}}, ptr @lockstep.site
; CHECK: call ptr @strcat
define void @append(ptr %to) {
  %r = call ptr @strcat(ptr %to, ptr @text)
  ret void
}

; CHECK-LABEL: define ptr @search(
; CHECK: %r = call ptr @strchr
; CHECK: call i64 %{{.*}}(i64 0, ptr %s, ptr null, i64 %{{.*}})
; CHECK: call void %{{.*}}(ptr %s, i64 %{{.*}}, ptr @lockstep.site
define ptr @search(ptr %s) {
  %r = call ptr @strchr(ptr %s, i32 1)
  ret ptr %r
}

; CHECK-LABEL: define i64 @receive(
; CHECK-NOT: plain_range
; CHECK: %r = call i64 @read(
; CHECK: %[[FAILED:.*]] = icmp slt i64 %r, 0
; CHECK: select i1 %[[FAILED]], i64 0
; CHECK: call void %{{.*}}(ptr @buffer, i64 %{{.*}}, ptr @lockstep.site
; CHECK: ret i64 %r
define i64 @receive(i64 %n) {
  %r = call i64 @read(i32 0, ptr @buffer, i64 %n)
  ret i64 %r
}

; An invoke, and a function that is guarded place by place.
; CHECK-LABEL: define i64 @thrown(
; CHECK: invoke i64 @read(
; CHECK: call void %{{.*}}(ptr @buffer, i64 %{{.*}}, ptr @lockstep.site
define i64 @thrown(ptr %target) personality ptr @personality {
entry:
  %r = invoke i64 @read(i32 0, ptr @buffer, i64 9) to label %done unwind label %pad
done:
  indirectbr ptr %target, [label %done2]
done2:
  ret i64 %r
pad:
  %p = landingpad { ptr, i32 } cleanup
  ret i64 0
}

; CHECK-LABEL: define void @line(
; CHECK: %r = call ptr @fgets
; CHECK: %[[NULL:.*]] = icmp eq ptr %r, null
; CHECK: %[[LIMIT:.*]] = select i1 %[[NULL]], i64 0, i64 64
; CHECK: call i64 %{{.*}}(i64 0, ptr @buffer, ptr null, i64 %[[LIMIT]])
define void @line(ptr %f) {
  %r = call ptr @fgets(ptr @buffer, i32 64, ptr %f)
  ret void
}

; CHECK-LABEL: define void @status(
; CHECK: %r = call i32 @stat
; CHECK: %[[DONE:.*]] = icmp eq i32 %r, 0
; CHECK: select i1 %[[DONE]], i64 144, i64 0
define void @status(ptr %s) {
  %r = call i32 @stat(ptr @text, ptr %s)
  ret void
}

; The hooks `print` and `scan` get the variadic arguments; a format without
; strings needs none.
; CHECK-LABEL: define void @print(
; CHECK: i64 136
; CHECK: call void (ptr, ptr, ...) %{{.*}}(ptr @string, ptr @lockstep.site{{[^,]*}}, ptr %s, double 1.0{{.*}})
; CHECK: call i32 (ptr, i64, ptr, ...) @snprintf(
; CHECK: call void %{{.*}}(ptr @buffer, i64 %{{.*}}, ptr @lockstep.site
; CHECK-NOT: i64 136
; CHECK: call i32 (ptr, i64, ptr, ...) @snprintf(ptr @buffer, i64 9, ptr @number
define void @print(ptr %s) {
  %1 = call i32 (ptr, i64, ptr, ...) @snprintf(ptr @buffer, i64 9, ptr @string, ptr %s, double 1.0)
  %2 = call i32 (ptr, i64, ptr, ...) @snprintf(ptr @buffer, i64 9, ptr @number, i32 1)
  ret void
}

; CHECK-LABEL: define void @print_list(
; CHECK: call void %{{.*}}(ptr %format, ptr %list, ptr @lockstep.site
; CHECK: call i32 @vprintf
define void @print_list(ptr %format, ptr %list) {
  %r = call i32 @vprintf(ptr %format, ptr %list)
  ret void
}

; CHECK-LABEL: define void @scan(
; CHECK: %r = call i32 (ptr, ptr, ...) @__isoc99_sscanf
; CHECK: %[[COUNT:.*]] = sext i32 %r to i64
; CHECK: call void (i64, ptr, ptr, ...) %{{.*}}(i64 %[[COUNT]], ptr @number, ptr @lockstep.site{{[^,]*}}, ptr %to)
define void @scan(ptr %to) {
  %r = call i32 (ptr, ptr, ...) @__isoc99_sscanf(ptr @text, ptr @number, ptr %to)
  ret void
}

; CHECK-LABEL: define void @scatter(
; CHECK: call void %{{.*}}(ptr %v, i64 {{.*}}, ptr @lockstep.site
; CHECK: %r = call i64 @readv
; CHECK: call void %{{.*}}(ptr %v, i64 2, i64 %{{.*}}, ptr @lockstep.site
define void @scatter(ptr %v) {
  %r = call i64 @readv(i32 0, ptr %v, i32 2)
  ret void
}

; A function of the program's own that has the name of one of the library.
; CHECK-LABEL: define void @other(
; CHECK-NOT: lockstep.site
; CHECK: }
define void @other(ptr %p) {
  %r = call i64 @getline(ptr %p, i32 1)
  ret void
}

; Nothing comes between such a call and its return.
; CHECK-LABEL: define ptr @last(
; CHECK: %r = musttail call ptr @strchr
; CHECK-NEXT: ret ptr %r
define ptr @last(ptr %s, i32 %c) {
  %r = musttail call ptr @strchr(ptr %s, i32 %c)
  ret ptr %r
}
