#define BOOST_TEST_MODULE accents
#include "core/text/accents.hpp"

#include <boost/test/unit_test.hpp>

#include "core/text/unicode.hpp"
#include "tests/core/text/reference.hpp"

namespace alertsage {
namespace {

using Strip = void(std::string_view, std::string&);

constexpr char32_t kEnd = 0x110000;

std::string stripped(Strip* strip, std::string_view text) {
  std::string out = "what was there before";
  strip(text, out);
  return out;
}

std::string to_ascii(std::string_view text) {
  return stripped(strip_accents_ascii, text);
}

std::string of_unicode(std::string_view text) {
  return stripped(strip_accents_unicode, text);
}

template <typename Visit>
void for_each_scalar_value(Visit visit) {
  for (char32_t c = 0; c < kEnd; ++c) {
    if (c < 0xD800 || c > 0xDFFF) visit(testing::utf8(std::u32string(1, c)));
  }
}

struct Row {
  std::string_view text;
  std::string_view ascii;
  std::string_view unicode;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(accents)

BOOST_AUTO_TEST_CASE(letters_lose_their_accents) {
  constexpr Row kRows[] = {
      {"", "", ""},
      {"a b\tc\n", "a b\tc\n", "a b\tc\n"},
      {"Crème Brûlée", "Creme Brulee", "Creme Brulee"},
      {"e\u0301", "e", "e"},
      {"e\u0323\u0301", "e", "e"},
      {"e\u0301\u0323", "e", "e"},
      {"\u1EC7", "e", "e"},                     // e with circumflex and dot below
      {"й", "", "и"},                           // a letter of its own to a reader, not to Unicode
      {"ø Ł ß", "  ", "ø Ł ß"},                 // no decomposition
      {"\uFB01x \u00BD", "fix 12", "fix 1⁄2"},  // a ligature; a fraction with U+2044
      {"\uAC00", "", "\u1100\u1161"},           // Hangul falls into its parts
      {"\u3099\u0E38", "", ""},                 // combining, of classes of their own
      {"\u0903\u20DD", "", "\u0903\u20DD"},     // marks of class 0 stay
      {"\u212B 日本", "A ", "A 日本"},
  };
  for (const Row& row : kRows) {
    BOOST_TEST_CONTEXT("text '" << row.text << "'") {
      BOOST_TEST(to_ascii(row.text) == row.ascii);
      BOOST_TEST(of_unicode(row.text) == row.unicode);
    }
  }
}

// Size and hash of what Python 3.11 makes of each code point, a newline after each.
BOOST_AUTO_TEST_CASE(every_code_point_becomes_what_it_does_in_python) {
  std::string ascii;
  std::string unicode;
  for_each_scalar_value([&](const std::string& text) {
    ascii += to_ascii(text) + '\n';
    unicode += of_unicode(text) + '\n';
  });
  BOOST_TEST(ascii.size() == 1'114'927U);
  BOOST_TEST(testing::fnv1a(ascii) == 0x5BE9E58C9931EDA1U);
  BOOST_TEST(unicode.size() == 5'554'025U);
  BOOST_TEST(testing::fnv1a(unicode) == 0x15325E52EA2F4EB1U);
}

// Which is why no text has to be put into order.
BOOST_AUTO_TEST_CASE(a_text_becomes_what_its_characters_become) {
  std::string text;
  std::string ascii;
  std::string unicode;
  for_each_scalar_value([&](const std::string& character) {
    text += character;
    ascii += to_ascii(character);
    unicode += of_unicode(character);
  });
  BOOST_TEST((to_ascii(text) == ascii));
  BOOST_TEST((of_unicode(text) == unicode));
}

// utf8proc may be of a later Unicode: U+1E030 decomposes since 15.0.
BOOST_AUTO_TEST_CASE(what_unicode_14_does_not_have_stays) {
  BOOST_TEST(of_unicode("\U0001E030") == "\U0001E030");
  BOOST_TEST(of_unicode("\u0378") == "\u0378");
  BOOST_TEST(to_ascii("a\U0001E030b") == "ab");
}

BOOST_AUTO_TEST_CASE(damaged_bytes_are_replacement_characters_and_no_ascii) {
  BOOST_TEST(of_unicode("é\xFFz\xE2\x82") == "e\uFFFDz\uFFFD");
  BOOST_TEST(to_ascii("é\xFFz\xE2\x82") == "ez");
}

BOOST_AUTO_TEST_CASE(no_text_becomes_more_than_eleven_times_as_long) {
  std::size_t longest = 0;  // in elevenths of the character
  for_each_scalar_value([&](const std::string& text) {
    if (of_unicode(text).size() > 11 * text.size()) BOOST_ERROR(text);
    longest = std::max(longest, of_unicode(text).size() * 11 / text.size());
  });
  BOOST_TEST(longest == 11U * 11U);
  BOOST_TEST(of_unicode("\uFDFA").size() == 33U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
