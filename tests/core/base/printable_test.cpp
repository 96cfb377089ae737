#define BOOST_TEST_MODULE printable
#include "core/base/printable.hpp"

#include <boost/test/unit_test.hpp>

using alertsage::columns;
using alertsage::printable;
using alertsage::shortened;

BOOST_AUTO_TEST_SUITE(printable_text)

BOOST_AUTO_TEST_CASE(escapes_what_would_break_a_line_or_a_terminal) {
  BOOST_TEST(printable("a\nb\x1b[31m") == "a\\x0ab\\x1b[31m");
  BOOST_TEST(printable("gr\xc3\xbc\xc3\x9f") == "gr\xc3\xbc\xc3\x9f");  // valid UTF-8 stays
  BOOST_TEST(printable("\xff\xc3") == "\\xff\\xc3");                    // invalid does not
  BOOST_TEST(printable("\xc2\x9b") == "\\xc2\\x9b");                    // a C1 control
  BOOST_TEST(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");           // a surrogate
  BOOST_TEST(printable("\u2028\u2029") == "\\xe2\\x80\\xa8\\xe2\\x80\\xa9");
}

// Labels of U+200B could not be seen, and one with U+202E turned the rest of its line around.
BOOST_AUTO_TEST_CASE(escapes_what_cannot_be_seen_and_what_turns_a_line_around) {
  BOOST_TEST(printable("\u200b") == "\\xe2\\x80\\x8b");
  BOOST_TEST(printable("\u202eabc\u2069") == "\\xe2\\x80\\xaeabc\\xe2\\x81\\xa9");
  BOOST_TEST(printable("\ufeff") == "\\xef\\xbb\\xbf");
  BOOST_TEST(printable("\u00ad\u061c") == "\\xc2\\xad\\xd8\\x9c");
  BOOST_TEST(printable("\U000e0041") == "\\xf3\\xa0\\x81\\x81");
  for (const char* seen : {"\u200a", "\u2010", "\u2027", "\u3042", "\u2708\ufe0f"}) {
    BOOST_TEST(printable(seen) == seen);
  }
}

BOOST_AUTO_TEST_CASE(makes_no_two_texts_alike) {
  BOOST_TEST(printable("a\n") == "a\\x0a");
  BOOST_TEST(printable("a\\x0a") == "a\\x5cx0a");
  BOOST_TEST(printable("a\\\n") == "a\\\\x0a");
  BOOST_TEST(printable("a\\\\x0a") == "a\\\\x5cx0a");
  BOOST_TEST(printable(R"(\b\w\w+\b)") == R"(\b\w\w+\b)");  // token patterns stay as they are
}

BOOST_AUTO_TEST_CASE(cuts_at_a_character_by_what_it_takes_of_a_line) {
  BOOST_TEST(printable("abc", 3) == "abc");
  BOOST_TEST(printable("abcdef", 3) == "abc...");
  BOOST_TEST(printable("\u0439\u0439\u0439", 2) == "\u0439\u0439...");
  BOOST_TEST(printable("\u65e5\u672c\u8a9e", 5) == "\u65e5\u672c...");
  BOOST_TEST(printable("a\n", 3) == "a...");  // no half of an escape
}

BOOST_AUTO_TEST_CASE(a_list_names_as_many_as_it_may_and_counts_the_rest) {
  const std::vector<std::string> names = {"a", "b", "c"};
  BOOST_TEST(alertsage::brief_list(names, 3) == "a, b, c");
  BOOST_TEST(alertsage::brief_list(names, 2) == "a, b and 1 more");
  BOOST_TEST(alertsage::brief_list({}, 2) == "");
}

BOOST_AUTO_TEST_CASE(counts_columns) {
  BOOST_TEST(columns("") == 0u);
  BOOST_TEST(columns("gr\u00fc\u00df") == 4u);
  BOOST_TEST(columns("\u65e5\u672c \U0001f600") == 7u);
}

BOOST_AUTO_TEST_CASE(shortens_in_the_middle_by_whole_characters) {
  BOOST_TEST(shortened("python3 a.py", 12) == "python3 a.py");
  BOOST_TEST(shortened("python3 load.py --model a.bin", 11) == "pytho…a.bin");
  BOOST_TEST(shortened("ééééé", 4) == "éé…é");
  BOOST_TEST(shortened("abcd", 3) == "a…d");
}

BOOST_AUTO_TEST_SUITE_END()
