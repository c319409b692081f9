# lockstep_backtrace: GCC's libbacktrace as platform/BacktraceSymbolizer needs
# it. The library finds modules by dl_iterate_phdr; in this copy that symbol is
# renamed to lockstep_backtrace_modules, which the symbolizer defines, so that
# it can look at modules that this process has not loaded. mmap is renamed, too:
# what the library maps must not move what the program maps.
if(TARGET lockstep_backtrace)
  return()
endif()

find_program(LOCKSTEP_GCC NAMES gcc REQUIRED)
execute_process(COMMAND ${LOCKSTEP_GCC} -print-file-name=libbacktrace.a
  OUTPUT_VARIABLE LOCKSTEP_LIBBACKTRACE OUTPUT_STRIP_TRAILING_WHITESPACE)
execute_process(COMMAND ${LOCKSTEP_GCC} -print-file-name=include/backtrace.h
  OUTPUT_VARIABLE LOCKSTEP_BACKTRACE_H OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT EXISTS ${LOCKSTEP_LIBBACKTRACE} OR NOT EXISTS ${LOCKSTEP_BACKTRACE_H})
  message(FATAL_ERROR
    "${LOCKSTEP_GCC} has no libbacktrace.a; install Debian's libgcc-12-dev")
endif()

set(LOCKSTEP_BACKTRACE_DIR ${CMAKE_BINARY_DIR}/backtrace)
# Alone in a folder: other headers of GCC do not suit other compilers.
configure_file(${LOCKSTEP_BACKTRACE_H} ${LOCKSTEP_BACKTRACE_DIR}/backtrace.h
  COPYONLY)
set(LOCKSTEP_BACKTRACE_A ${LOCKSTEP_BACKTRACE_DIR}/liblockstep_backtrace.a)
add_custom_command(OUTPUT ${LOCKSTEP_BACKTRACE_A}
  COMMAND ${CMAKE_OBJCOPY}
    --redefine-sym dl_iterate_phdr=lockstep_backtrace_modules
    --redefine-sym mmap=lockstep_backtrace_map
    ${LOCKSTEP_LIBBACKTRACE} ${LOCKSTEP_BACKTRACE_A}
  DEPENDS ${LOCKSTEP_LIBBACKTRACE} VERBATIM)
add_custom_target(lockstep_backtrace_copy DEPENDS ${LOCKSTEP_BACKTRACE_A})

add_library(lockstep_backtrace INTERFACE)
add_dependencies(lockstep_backtrace lockstep_backtrace_copy)
target_include_directories(lockstep_backtrace SYSTEM INTERFACE
  $<BUILD_INTERFACE:${LOCKSTEP_BACKTRACE_DIR}>)
target_link_libraries(lockstep_backtrace INTERFACE ${LOCKSTEP_BACKTRACE_A})
# platform/Demangle takes the demangler from libstdc++.a: the shared library
# does not export the entry that needs no memory.
target_link_options(lockstep_backtrace INTERFACE -static-libstdc++)
