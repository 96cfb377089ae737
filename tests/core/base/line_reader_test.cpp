#define BOOST_TEST_MODULE line_reader
#include "core/base/line_reader.hpp"

#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"
#include "core/base/publish.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;

namespace {

std::vector<std::string> lines_of(std::string_view content) {
  const testing::TemporaryDirectory directory;
  publish_file(directory / "lines", content);
  LineReader reader(directory / "lines");
  std::vector<std::string> lines;
  for (std::string line; reader.next(line);) lines.push_back(line);
  BOOST_TEST(reader.line_number() == lines.size());
  BOOST_TEST(reader.bytes_read() == content.size());
  return lines;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(line_reader)

BOOST_AUTO_TEST_CASE(splits_at_newlines_whatever_the_end_looks_like) {
  using Lines = std::vector<std::string>;
  BOOST_TEST(lines_of("") == Lines());
  BOOST_TEST(lines_of("a\nb\n") == (Lines{"a", "b"}));
  BOOST_TEST(lines_of("a\r\n\nb") == (Lines{"a", "", "b"}));
  BOOST_TEST(lines_of("\n") == Lines{""});
}

BOOST_AUTO_TEST_CASE(a_line_may_be_longer_than_the_buffer) {
  const std::string longer(200000, 'x');
  BOOST_TEST((lines_of(longer + "\n" + longer) == std::vector<std::string>{longer, longer}));
}

BOOST_AUTO_TEST_CASE(names_the_file_that_is_not_there) {
  BOOST_CHECK_EXCEPTION(LineReader("/nonexistent/lines"), Error,
                        [](const Error& error) { return error.kind() == ErrorKind::not_found; });
}

BOOST_AUTO_TEST_SUITE_END()
