# Install rules, find_package(alertsage), the .deb. Two components: `programs`, and `development`, which is the
# library with its headers and what CMake and pkg-config need to find it.
include(CMakePackageConfigHelpers)

# Programs, and the programs that they start: those are looked for in ../libexec/alertsage from bin.
set(libexec_dir libexec/alertsage)
get_property(programs GLOBAL PROPERTY ALERTSAGE_PROGRAMS)
get_property(libexec_programs GLOBAL PROPERTY ALERTSAGE_LIBEXEC_PROGRAMS)
install(TARGETS ${programs} DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT programs)
install(TARGETS ${libexec_programs} DESTINATION ${libexec_dir} COMPONENT programs)
get_property(plugins GLOBAL PROPERTY ALERTSAGE_PLUGINS)
install(TARGETS ${plugins} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/alertsage COMPONENT programs)
get_property(agents GLOBAL PROPERTY ALERTSAGE_AGENTS)
install(TARGETS ${agents} LIBRARY DESTINATION ${libexec_dir} COMPONENT programs
  PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
install(PROGRAMS scripts/python_peer.py DESTINATION ${libexec_dir} COMPONENT programs)

# The library. Its headers include each other from the project's root ("core/model/classifier.hpp"), so they keep
# their folders, in one directory that is theirs.
set(cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/alertsage)
set(include_dir ${CMAKE_INSTALL_INCLUDEDIR}/alertsage)
install(TARGETS alertsage alertsage_base EXPORT alertsage COMPONENT development
  FILE_SET HEADERS DESTINATION ${include_dir} COMPONENT development
  INCLUDES DESTINATION ${include_dir})  # for users of a CMake that does not know file sets
install(EXPORT alertsage NAMESPACE alertsage:: FILE alertsageTargets.cmake
  DESTINATION ${cmake_dir} COMPONENT development)
configure_package_config_file(cmake/alertsageConfig.cmake.in alertsageConfig.cmake
  INSTALL_DESTINATION ${cmake_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(alertsageConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/alertsageConfig.cmake ${PROJECT_BINARY_DIR}/alertsageConfigVersion.cmake
  DESTINATION ${cmake_dir} COMPONENT development)
file(RELATIVE_PATH prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/alertsage.pc.in alertsage.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/alertsage.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

install(FILES leaktest/leaktest.h DESTINATION ${include_dir}/leaktest COMPONENT development)
install(FILES docs/examples/my_loader.cpp DESTINATION ${CMAKE_INSTALL_DATADIR}/alertsage COMPONENT development)

# Two Debian packages. What the programs depend on is read from them; what a static library's users must have
# to link it is not in it, and stands here.
set(programs_package alertsage-bench)
set(development_package libalertsage-dev)
foreach(component IN ITEMS programs development)
  set(doc_dir ${CMAKE_INSTALL_DATAROOTDIR}/doc/${${component}_package})
  install(FILES LICENSE RENAME copyright DESTINATION ${doc_dir} COMPONENT ${component})
  install(FILES CHANGELOG.md DESTINATION ${doc_dir} COMPONENT ${component})
endforeach()

if(PROJECT_IS_TOP_LEVEL)
  set(CPACK_GENERATOR DEB)
  set(CPACK_PACKAGE_NAME ${programs_package})
  set(CPACK_PACKAGE_CONTACT "The AlertSage Bench authors <authors@alertsage-bench.invalid>")
  set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
  set(CPACK_COMPONENTS_ALL programs development)
  set(CPACK_COMPONENT_PROGRAMS_DESCRIPTION
    "Measures cold, warm and cached model loads, memory over repeated loads, and reports them.")
  set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
    "The classifier library: static library, headers, CMake and pkg-config files.")
  set(CPACK_STRIP_FILES ON)
  set(CPACK_DEB_COMPONENT_INSTALL ON)
  set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
  set(CPACK_DEBIAN_PROGRAMS_PACKAGE_NAME ${programs_package})
  set(CPACK_DEBIAN_PROGRAMS_PACKAGE_SECTION science)
  set(CPACK_DEBIAN_PROGRAMS_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_PROGRAMS_PACKAGE_DEPENDS "gnuplot-nox | gnuplot-qt | gnuplot-x11")
  set(CPACK_DEBIAN_PROGRAMS_PACKAGE_SUGGESTS python3-sklearn)
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME ${development_package})
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "libbz2-dev, libfmt-dev, liblz4-dev, liblzma-dev, libpcre2-dev, libutf8proc-dev, zlib1g-dev")
  include(CPack)
endif()
