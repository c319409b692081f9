# How the project's libraries, tests and benchmarks are declared.

# Warnings and language rules for everything that is ours.
add_library(lockstep_flags INTERFACE)
target_compile_options(lockstep_flags INTERFACE
  # Members that an initializer leaves out have their defaults.
  -Wall -Wextra -Wno-unused-parameter -Wno-missing-field-initializers
  -fno-strict-aliasing
  $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>)
target_include_directories(lockstep_flags INTERFACE
  $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/include>
  $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/runtime>)

# The runtime's code: no exceptions, no RTTI, nothing exported unless said so;
# square roots are instructions, not calls.
add_library(lockstep_runtime_flags INTERFACE)
target_link_libraries(lockstep_runtime_flags INTERFACE lockstep_flags)
target_compile_options(lockstep_runtime_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti -fvisibility=hidden
    -fvisibility-inlines-hidden -fno-threadsafe-statics -ffunction-sections -fdata-sections
    -fno-omit-frame-pointer -fno-math-errno>)

# lockstep_add_library(<folder> SOURCES ... [DEPENDS other folders ...] [LIBS ...])
# declares the static library lockstep_<folder>.
function(lockstep_add_library Folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBS" ${ARGN})
  add_library(lockstep_${Folder} STATIC ${ARG_SOURCES})
  target_link_libraries(lockstep_${Folder} PUBLIC lockstep_flags ${ARG_LIBS})
  target_link_libraries(lockstep_${Folder} PRIVATE
    $<BUILD_INTERFACE:lockstep_runtime_flags>)
  foreach(Dependency IN LISTS ARG_DEPENDS)
    target_link_libraries(lockstep_${Folder} PUBLIC lockstep_${Dependency})
  endforeach()
endfunction()

# lockstep_add_unit_test(<name> SOURCES ... DEPENDS folders ...)
# declares a GoogleTest program `unit_<name>`, run by ctest with label unit.
function(lockstep_add_unit_test Name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBS" ${ARGN})
  find_package(GTest REQUIRED)
  add_executable(unit_${Name} ${ARG_SOURCES})
  set_target_properties(unit_${Name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/test/unit)
  target_link_libraries(unit_${Name} PRIVATE
    lockstep_flags ${ARG_LIBS} GTest::gmock GTest::gtest_main)
  target_include_directories(unit_${Name} PRIVATE ${CMAKE_SOURCE_DIR}/test/unit)
  foreach(Dependency IN LISTS ARG_DEPENDS)
    target_link_libraries(unit_${Name} PRIVATE lockstep_${Dependency})
  endforeach()
  add_test(NAME unit.${Name} COMMAND unit_${Name})
  set_tests_properties(unit.${Name} PROPERTIES LABELS unit)
endfunction()
