# How a program and a test are added. A folder's CMakeLists.txt says what, this file says how.

# alertsage_program(NAME [LIBEXEC] SOURCES a.cpp … LINK lib …): a program in build/<preset>/bin, installed
# in bin; with LIBEXEC, one that only other programs start, installed in libexec/alertsage.
function(alertsage_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "LIBEXEC" "" "SOURCES;LINK")
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE alertsage::options ${arg_LINK})
  if(arg_LIBEXEC)  # packaging.cmake reads these
    set_property(GLOBAL APPEND PROPERTY ALERTSAGE_LIBEXEC_PROGRAMS ${name})
  else()
    set_property(GLOBAL APPEND PROPERTY ALERTSAGE_PROGRAMS ${name})
  endif()
endfunction()

# alertsage_library(NAME SOURCES a.cpp … LINK lib … [PRIVATE_LINK lib …]): a layer that is not installed.
# `alertsage_reports_stats` is also known as `alertsage::reports_stats`.
function(alertsage_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;PRIVATE_LINK")
  add_library(${name} STATIC ${arg_SOURCES})
  string(REGEX REPLACE "^alertsage_" "alertsage::" alias ${name})
  add_library(${alias} ALIAS ${name})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${arg_LINK} PRIVATE alertsage::options ${arg_PRIVATE_LINK})
endfunction()

# alertsage_plugin(NAME SOURCES a.cpp … LINK lib …): a loader as a shared object, build/<preset>/plugins/NAME.so,
# installed in lib/alertsage.
function(alertsage_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  set(target alertsage_plugin_${name})
  add_library(${target} MODULE ${arg_SOURCES})
  set_target_properties(${target} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name} LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/plugins CXX_VISIBILITY_PRESET hidden)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target} PRIVATE alertsage::options ${arg_LINK})
  set_property(GLOBAL APPEND PROPERTY ALERTSAGE_PLUGINS ${target})
endfunction()

# What the sanitizer lanes of scripts/test build, and no more: tests and what they link.
add_custom_target(asan-tests)
add_custom_target(tsan-tests)

# alertsage_test(NAME SOURCES a_test.cpp … LINK lib … [LABELS l …] [ENVIRONMENT k=v …]): one Boost.Test
# program, one ctest entry. Boost.Test is the shared library, so a test file includes
# <boost/test/unit_test.hpp> and exactly one of them defines BOOST_TEST_MODULE first.
# Two labels choose lanes: every test runs under the address and undefined-behaviour sanitizers unless it is
# labelled `no-sanitizer`, and those labelled `thread` run under the thread sanitizer too.
function(alertsage_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;LABELS;ENVIRONMENT")
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE BOOST_TEST_DYN_LINK)
  if(NOT CMAKE_BUILD_TYPE)  # a third of what a test costs to build is the optimisation of its assertions
    target_compile_options(${name} PRIVATE -O0)
  endif()
  target_link_libraries(${name} PRIVATE alertsage::options Boost::unit_test_framework ${arg_LINK})
  if(NOT "no-sanitizer" IN_LIST arg_LABELS)
    list(APPEND arg_LABELS asan)
    add_dependencies(asan-tests ${name})
  endif()
  if("thread" IN_LIST arg_LABELS)
    add_dependencies(tsan-tests ${name})
  endif()
  add_test(NAME ${name} COMMAND ${name} --color_output=false)
  set_tests_properties(${name} PROPERTIES
    SKIP_RETURN_CODE 77 LABELS "${arg_LABELS}" ENVIRONMENT "${arg_ENVIRONMENT}")
endfunction()

# alertsage_fuzzed(LIBRARY): what fuzz targets run thousands of times and steer by. Not all of a build with
# fuzz targets is, because the instruments of libFuzzer double the time of what has them.
function(alertsage_fuzzed library)
  if(ALERTSAGE_FUZZ)
    target_compile_options(${library} PRIVATE -fsanitize=fuzzer-no-link -O1)
  endif()
endfunction()

# alertsage_fuzz_target(NAME LINK lib …): NAME_fuzz.cpp, a libFuzzer program in build/<preset>/fuzz. scripts/fuzz runs it;
# in ctest it runs on its seeds, and on what it has found before, which lies in tests/fixtures/fuzz/NAME.
add_custom_target(fuzz-targets)
function(alertsage_fuzz_target name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
  add_executable(${name}_fuzz ${name}_fuzz.cpp)
  set_target_properties(${name}_fuzz PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz)
  target_include_directories(${name}_fuzz PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name}_fuzz PRIVATE alertsage::options ${arg_LINK})
  alertsage_fuzzed(${name}_fuzz)
  target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzz-targets ${name}_fuzz fuzz-seeds)
  add_dependencies(asan-tests ${name}_fuzz fuzz-seeds)

  file(STRINGS ${PROJECT_SOURCE_DIR}/tests/fuzz/options.txt options)
  file(GLOB findings ${PROJECT_SOURCE_DIR}/tests/fixtures/fuzz/${name})
  add_test(NAME fuzz_${name}_test
    COMMAND ${name}_fuzz ${options} -runs=0 ${PROJECT_BINARY_DIR}/fuzz/seeds/${name} ${findings})
  set_tests_properties(fuzz_${name}_test PROPERTIES LABELS asan ENVIRONMENT ASAN_OPTIONS=quarantine_size_mb=16)
endfunction()
