#define BOOST_TEST_MODULE error
#include "core/base/error.hpp"

#include <boost/test/unit_test.hpp>
#include <cerrno>

using alertsage::Error;
using alertsage::ErrorKind;

BOOST_AUTO_TEST_SUITE(error)

BOOST_AUTO_TEST_CASE(says_file_place_cause_and_piece_on_one_line) {
  const Error error(ErrorKind::format, "bad opcode",
                    {.file = "a.joblib", .offset = 17, .piece = "\x0e"});
  BOOST_TEST(error.what() == "a.joblib: at byte 17: bad opcode: '\\x0e'");
}

BOOST_AUTO_TEST_CASE(leaves_out_what_is_not_known) {
  BOOST_TEST(Error(ErrorKind::usage, "no model").what() == "no model");
}

BOOST_AUTO_TEST_CASE(takes_a_file_name_once) {
  const Error inner(ErrorKind::format, "cut", {.offset = 3});
  BOOST_TEST(inner.in_file("outer").what() == "outer: at byte 3: cut");
  BOOST_TEST(inner.in_file("first").in_file("second").place().file == "first");
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_not_found_and_anything_else_is_io) {
  BOOST_TEST((alertsage::system_error("open", "x", ENOENT).kind() == ErrorKind::not_found));
  BOOST_TEST((alertsage::system_error("open", "x", EACCES).kind() == ErrorKind::io));
  BOOST_TEST(alertsage::system_error("open", "x", EACCES).what() ==
             "x: cannot open: Permission denied");
}

// A piece that was made printable before was so twice, and its escapes were escaped.
BOOST_AUTO_TEST_CASE(makes_file_and_piece_printable_once) {
  const Error error(ErrorKind::format, "bad name", {.file = "a\nb", .piece = "\u202e\n"});
  BOOST_TEST(error.what() == "a\\x0ab: bad name: '\\xe2\\x80\\xae\\x0a'");
  BOOST_TEST(error.in_file("other").what() == error.what());
}

BOOST_AUTO_TEST_SUITE_END()
