# What every target of the project is compiled with. Linked PRIVATE, so nothing of it reaches users.

option(ALERTSAGE_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(ALERTSAGE_COVERAGE "Instrument for gcov" OFF)
option(ALERTSAGE_FUZZ "Build the fuzz targets, which takes clang and sanitizers" OFF)
set(ALERTSAGE_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them: address,undefined or thread")

if(NOT DEFINED CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release, RelWithDebInfo" FORCE)
endif()

include(GNUInstallDirs)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# The language and the warnings alone are for what must not be instrumented.
add_library(alertsage_warnings INTERFACE)
add_library(alertsage::warnings ALIAS alertsage_warnings)
target_compile_features(alertsage_warnings INTERFACE cxx_std_20)
target_compile_options(alertsage_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # misfires on std::string's operator+ at -O3 (GCC bug 105651)
  -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wformat=2 -Wimplicit-fallthrough)

add_library(alertsage_options INTERFACE)
add_library(alertsage::options ALIAS alertsage_options)
target_link_libraries(alertsage_options INTERFACE alertsage::warnings)
if(ALERTSAGE_SANITIZE)
  target_compile_options(alertsage_options INTERFACE
    -fsanitize=${ALERTSAGE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(alertsage_options INTERFACE -fsanitize=${ALERTSAGE_SANITIZE})
endif()
if(ALERTSAGE_COVERAGE)
  target_compile_options(alertsage_options INTERFACE --coverage)
  target_link_options(alertsage_options INTERFACE --coverage)
endif()
