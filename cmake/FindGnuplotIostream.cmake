# gnuplot-iostream is one header and no build files; the program gnuplot is needed where charts are drawn.
find_path(GnuplotIostream_INCLUDE_DIR gnuplot-iostream.h)
find_program(Gnuplot_EXECUTABLE gnuplot)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(GnuplotIostream REQUIRED_VARS GnuplotIostream_INCLUDE_DIR Gnuplot_EXECUTABLE)
if(GnuplotIostream_FOUND AND NOT TARGET GnuplotIostream::GnuplotIostream)
  add_library(GnuplotIostream::GnuplotIostream INTERFACE IMPORTED)
  target_include_directories(GnuplotIostream::GnuplotIostream SYSTEM INTERFACE ${GnuplotIostream_INCLUDE_DIR})
  target_link_libraries(GnuplotIostream::GnuplotIostream INTERFACE
    Boost::iostreams Boost::filesystem Boost::system)
endif()
