#define BOOST_TEST_MODULE narrow_text
#include "core/text/narrow_text.hpp"

#include <boost/test/unit_test.hpp>

#include "core/text/unicode.hpp"

namespace alertsage {
namespace {

std::string encoded(char32_t code_point) {
  std::string text;
  append_utf8(code_point, text);
  return text;
}

std::string narrowed(std::string_view text) {
  std::string out;
  narrow_text::narrow(text, out);
  return out;
}

struct Classes {
  bool word;
  bool space;
  bool digit;

  bool operator==(const Classes&) const = default;
};

Classes classes_of(char32_t c) {
  return {is_word(c), is_space(c), is_digit(c)};
}
Classes narrow_classes_of(char c) {
  return {narrow_text::is_word(c), narrow_text::is_space(c), narrow_text::is_digit(c)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(narrow_text_of_a_text)

// Why a text need not be lowered before its characters are told apart.
BOOST_AUTO_TEST_CASE(lower_case_and_narrow_form_are_of_the_classes_of_the_code_point) {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string lowered;
    lower(encoded(c), lowered);
    const std::string narrow = narrowed(encoded(c));
    const bool same = classes_of(c) == classes_of(decode_utf8(lowered).value) &&
                      classes_of(c) == narrow_classes_of(narrow[0]);
    const bool ascii_alike =
        static_cast<unsigned char>(lowered[0]) >= 0x80 || lowered[0] == narrow[0];
    if (!same || !ascii_alike) BOOST_ERROR("U+" << std::hex << static_cast<std::uint32_t>(c));
  }
}

BOOST_AUTO_TEST_CASE(a_character_is_one_byte) {
  const std::string expected = {'a',
                                '.',
                                narrow_text::kForeignWord,
                                narrow_text::kForeignDigit,
                                ' ',
                                narrow_text::kForeignOther,
                                narrow_text::kForeignOther,
                                'z'};
  BOOST_TEST(narrowed("A.Ж\u0663\u2028\u0301\xE2\x82Z") == expected);
}

BOOST_AUTO_TEST_CASE(two_characters_become_ascii) {
  BOOST_TEST(narrowed("\u212A") == "k");
  BOOST_TEST(narrowed("\u0130") == std::string({'i', narrow_text::kForeignOther}));
}

BOOST_AUTO_TEST_CASE(every_character_but_white_space_has_one_feature) {
  for (unsigned byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const narrow_text::Features features = narrow_text::features_of(c);
    BOOST_TEST((features & (features - 1)) == 0U);
    BOOST_TEST((features == 0) == (byte < 0x80 && is_space(byte)));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
