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

BOOST_AUTO_TEST_CASE(printable_escapes_what_would_break_a_line_or_a_terminal) {
  using alertsage::printable;
  BOOST_TEST(printable("a\nb\x1b[31m") == "a\\x0ab\\x1b[31m");
  BOOST_TEST(printable("gr\xc3\xbc\xc3\x9f") == "gr\xc3\xbc\xc3\x9f");  // valid UTF-8 stays
  BOOST_TEST(printable("\xff\xc3") == "\\xff\\xc3");                    // invalid does not
  BOOST_TEST(printable("\xc2\x9b") == "\\xc2\\x9b");                    // a C1 control
  BOOST_TEST(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");           // a surrogate
  BOOST_TEST(printable("abcdef", 3) == "abc...");
}

BOOST_AUTO_TEST_SUITE_END()
