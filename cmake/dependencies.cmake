# Everything that the project takes from outside, found here and nowhere else.
# The Debian packages that hold it are listed in cmake/debian-packages.txt.

find_package(fmt REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(CLI11 REQUIRED)
find_package(benchmark 1.7 REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS unit_test_framework iostreams filesystem system)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
find_package(Liblinear REQUIRED)
find_package(GnuplotIostream REQUIRED)
pkg_check_modules(fasttext IMPORTED_TARGET fasttext)  # its plug-in is built where it is there

# These go into the programs. As shared libraries they would cost every start of `alertsage` some
# 70 microseconds each, and most starts use none of them.
set(shared_and_static ${CMAKE_FIND_LIBRARY_SUFFIXES})
set(CMAKE_FIND_LIBRARY_SUFFIXES ${CMAKE_STATIC_LIBRARY_SUFFIX})
pkg_check_modules(pcre2 REQUIRED IMPORTED_TARGET libpcre2-8)
find_package(ZLIB REQUIRED)
find_package(BZip2 REQUIRED)
find_package(LibLZMA REQUIRED)
pkg_check_modules(lz4 REQUIRED IMPORTED_TARGET liblz4)
set(CMAKE_FIND_LIBRARY_SUFFIXES ${shared_and_static})
