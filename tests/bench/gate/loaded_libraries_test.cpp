#include "bench/gate/loaded_libraries.hpp"

#include <boost/test/unit_test.hpp>

namespace alertsage::gate {
namespace {

BOOST_AUTO_TEST_SUITE(loaded_libraries_of)

// As ldd of glibc 2.36 writes them.
BOOST_AUTO_TEST_CASE(reads_the_path_in_a_line_of_ldd) {
  const struct {
    std::string_view line;
    std::string_view path;
  } rows[] = {
      {"\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f1d3c000000)",
       "/lib/x86_64-linux-gnu/libm.so.6"},
      {"\t/lib64/ld-linux-x86-64.so.2 (0x00007f1d3c400000)", "/lib64/ld-linux-x86-64.so.2"},
      {"\t/lib64/ld-linux-x86-64.so.2 => /usr/lib64/ld-linux-x86-64.so.2 (0x00007f1d3c400000)",
       "/usr/lib64/ld-linux-x86-64.so.2"},
      {"\tlibx.so => ./libx.so (0x00007f1d3c000000)", "./libx.so"},
      {"\tlibx.so => build/lib/libx.so (0x00007f1d3c000000)", "build/lib/libx.so"},
      {"\t./lib/libx.so (0x00007f1d3c000000)", "./lib/libx.so"},
      {"\tlibx.so => /a folder/libx.so (0x00007f1d3c000000)", "/a folder/libx.so"},
      {"\tlinux-vdso.so.1 (0x00007ffd1b5f2000)", ""},
      {"\tlibx.so => not found", ""},
      {"\tstatically linked", ""},
      {"", ""},
  };
  for (const auto& row : rows) BOOST_TEST(library_path(row.line) == row.path);
}

BOOST_AUTO_TEST_CASE(a_static_program_has_none_and_of_what_is_no_program_nothing_is_known) {
  probe::Launcher launcher(TEST_LAUNCHER);
  const auto of_static = loaded_libraries(TEST_STATIC_PROGRAM, launcher);
  BOOST_REQUIRE(of_static.has_value());
  BOOST_TEST(of_static->empty());
  const std::string names = loaded_libraries(TEST_LOADING_PROGRAM, launcher).value_or("");
  BOOST_TEST(names.find("libc.so.6 ") != std::string::npos);
  BOOST_TEST(names.find("libwhich.so") != std::string::npos);
  BOOST_TEST(!loaded_libraries("/no/such/program", launcher).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate
