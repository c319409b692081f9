# What `cmake --install` puts into place for other CMake projects, besides what
# the folders install themselves: after
#
#   find_package(Lockstep)
#
# there are Lockstep::headers (the user's API and the border to instrumented
# code), the function lockstep_instrument(target) and the variables of
# LockstepConfig.cmake.in.

include(CMakePackageConfigHelpers)

add_library(lockstep_headers INTERFACE)
add_library(Lockstep::headers ALIAS lockstep_headers)
set_target_properties(lockstep_headers PROPERTIES EXPORT_NAME headers)
target_include_directories(lockstep_headers INTERFACE
  $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/include>
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

set(LOCKSTEP_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/Lockstep)
install(TARGETS lockstep_headers EXPORT LockstepTargets)
install(EXPORT LockstepTargets NAMESPACE Lockstep::
  DESTINATION ${LOCKSTEP_PACKAGE_DIR})

configure_package_config_file(
  ${CMAKE_SOURCE_DIR}/utils/cmake/LockstepConfig.cmake.in
  ${CMAKE_BINARY_DIR}/LockstepConfig.cmake
  INSTALL_DESTINATION ${LOCKSTEP_PACKAGE_DIR}
  PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/LockstepConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_BINARY_DIR}/LockstepConfig.cmake
  ${CMAKE_BINARY_DIR}/LockstepConfigVersion.cmake
  DESTINATION ${LOCKSTEP_PACKAGE_DIR})
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${CMAKE_SOURCE_DIR}/utils/examples/hesitant.c
  DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
