; Intent: of a masked access the bytes from the first to the last active lane
; are announced, of a gathered one each lane; lanes that are off announce none.
; RUN: %opt -passes=lockstep,verify -S < %s | %filecheck %s

declare <4 x i32> @llvm.masked.load.v4i32.p0(ptr, i32, <4 x i1>, <4 x i32>)
declare void @llvm.masked.store.v4i32.p0(<4 x i32>, ptr, i32, <4 x i1>)
declare <2 x i64> @llvm.masked.gather.v2i64.v2p0(<2 x ptr>, i32, <2 x i1>, <2 x i64>)

; CHECK-LABEL: define <4 x i32> @load(
; CHECK: call i4 @llvm.cttz.i4(
; CHECK: call i4 @llvm.ctlz.i4(
; CHECK: i64 88
; CHECK: call <4 x i32> @llvm.masked.load
define <4 x i32> @load(ptr %p, <4 x i1> %m) {
  %v = call <4 x i32> @llvm.masked.load.v4i32.p0(ptr %p, i32 4, <4 x i1> %m, <4 x i32> zeroinitializer)
  ret <4 x i32> %v
}

; CHECK-LABEL: define void @store(
; CHECK: i64 88
; CHECK: call void @llvm.masked.store
define void @store(ptr %p, <4 x i1> %m, <4 x i32> %v) {
  call void @llvm.masked.store.v4i32.p0(<4 x i32> %v, ptr %p, i32 4, <4 x i1> %m)
  ret void
}

; CHECK-LABEL: define <2 x i64> @gather(
; CHECK: i64 88
; CHECK: i64 88
; CHECK: call <2 x i64> @llvm.masked.gather
define <2 x i64> @gather(<2 x ptr> %p, <2 x i1> %m) {
  %v = call <2 x i64> @llvm.masked.gather.v2i64.v2p0(<2 x ptr> %p, i32 8, <2 x i1> %m, <2 x i64> zeroinitializer)
  ret <2 x i64> %v
}
