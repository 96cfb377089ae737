#define BOOST_TEST_MODULE unicode
#include "core/text/unicode.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <set>
#include <vector>

#include "core/base/error.hpp"
#include "tests/core/text/reference.hpp"

namespace alertsage {
namespace {

using namespace std::string_view_literals;

constexpr char32_t kEnd = 0x110000;

// For messages.
std::uint32_t code(char32_t c) {
  return c;
}

bool is_surrogate(char32_t value) {
  return value >= 0xD800 && value <= 0xDFFF;
}

std::string encoded(char32_t code_point) {
  std::string text;
  append_utf8(code_point, text);
  return text;
}

std::string lowered(std::string_view text) {
  std::string out;
  lower(text, out);
  return out;
}

std::vector<CodePoint> decoded(std::string_view text) {
  std::vector<CodePoint> code_points;
  while (!text.empty()) {
    code_points.push_back(decode_utf8(text));
    text.remove_prefix(code_points.back().size);
  }
  return code_points;
}

std::size_t count_of(bool (*belongs)(char32_t)) {
  std::size_t count = 0;
  for (char32_t c = 0; c < kEnd; ++c) count += belongs(c) ? 1U : 0U;
  return count;
}

// Every sequence that starts a code point and does not complete it.
std::set<std::string, std::less<>> proper_prefixes() {
  std::set<std::string, std::less<>> prefixes;
  for (char32_t c = 0; c < kEnd; c += c < 0x800 ? 1 : 0x40) {
    if (is_surrogate(c)) continue;
    const std::string text = encoded(c);
    for (std::size_t size = 1; size < text.size(); ++size) prefixes.insert(text.substr(0, size));
  }
  return prefixes;
}

struct Lowering {
  std::string_view text;
  std::string_view lower;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(unicode)

BOOST_AUTO_TEST_CASE(every_code_point_is_decoded_as_it_was_encoded) {
  for (char32_t c = 0; c < kEnd; ++c) {
    if (is_surrogate(c)) continue;
    const std::string text = encoded(c);
    const CodePoint back = decode_utf8(text);
    if (back.value != c || back.size != text.size()) BOOST_ERROR(code(c));
  }
}

// The example of The Unicode Standard 14.0, table 3-8.
BOOST_AUTO_TEST_CASE(a_maximal_subpart_is_one_replacement_character) {
  std::u32string text;
  for (const CodePoint c : decoded("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64")) {
    text += c.value;
  }
  BOOST_TEST((text == U"a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd"));
}

// Against the definition: what is not a code point gives U+FFFD for the longest prefix that starts
// one, or else for one byte.
BOOST_AUTO_TEST_CASE(damaged_sequences_are_cut_as_the_standard_defines) {
  constexpr std::string_view kBytes =
      "\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE\xEF\xF0\xF1\xF3\xF4"
      "\xF5\xFF";
  const auto prefixes = proper_prefixes();
  const auto check = [&](const std::string& text) {
    const CodePoint c = decode_utf8(text);
    const bool replaced = c.value == kReplacementCharacter && text.substr(0, 3) != "\uFFFD";
    std::size_t subpart = 1;
    while (subpart < text.size() && prefixes.contains(text.substr(0, subpart + 1))) ++subpart;
    const bool right = replaced ? c.size == subpart : text.starts_with(encoded(c.value));
    if (!right) BOOST_ERROR("size " << c.size << " for " << printable(text));
  };
  for (const char a : kBytes) {
    check({a});
    for (const char b : kBytes) {
      check({a, b});
      for (const char c : kBytes) {
        check({a, b, c});
        for (const char d : kBytes) check({a, b, c, d});
      }
    }
  }
}

// The count of each class and the hash of all lowered code points, a newline after each, are those
// of Python 3.11.
BOOST_AUTO_TEST_CASE(classes_are_those_of_python) {
  BOOST_TEST(count_of(is_word) == 133'548U);
  BOOST_TEST(count_of(is_digit) == 660U);
  BOOST_TEST(count_of(is_space) == 29U);
  for (const char32_t c :
       U"\t\n\v\f\r\x1C\x1D\x1E\x1F \u0085\u00A0\u1680\u2000\u200A\u2028\u3000"sv) {
    BOOST_TEST(is_space(c), code(c));
  }
  for (const char32_t c : U"\0\b\x0E\x1B\u180E\u200B\uFEFF\u2060"sv)
    BOOST_TEST(!is_space(c), code(c));
  for (const char32_t c : U"az_09é\u00B2\u2167\u4E00\u0663"sv) BOOST_TEST(is_word(c), code(c));
  for (const char32_t c : U"\0-.\u0301\u200D\u20AC\uFFFD"sv) BOOST_TEST(!is_word(c), code(c));
  for (const char32_t c : U"09\u0663\U0001D7D7"sv) BOOST_TEST(is_digit(c), code(c));
  for (const char32_t c : U"a_\u00B2\u2167"sv) BOOST_TEST(!is_digit(c), code(c));
}

BOOST_AUTO_TEST_CASE(combining_and_assigned_are_those_of_unicodedata) {
  BOOST_TEST(count_of(is_combining) == 912U);
  BOOST_TEST(count_of(is_assigned) == 284'278U);  // surrogates and private use among them
  for (const char32_t c : U"\u0300\u0345\u036F\u0E38\u3099\u093C\U0001E94A"sv) {
    BOOST_TEST(is_combining(c), code(c));
  }
  for (const char32_t c : U"\0a^\u0060\u00B4\u0903\u20DD\u034F"sv) {
    BOOST_TEST(!is_combining(c), code(c));  // the last three are marks of class 0
  }
  for (const char32_t c : U"\0a\x7F\u0377\uE000\uFFFD\U000E0001\U0010FFFD"sv) {
    BOOST_TEST(is_assigned(c), code(c));
  }
  for (const char32_t c : U"\u0378\uFFFF\U0001E030\U0010FFFF"sv) {
    BOOST_TEST(!is_assigned(c), code(c));
  }
}

BOOST_AUTO_TEST_CASE(every_code_point_is_lowered_as_by_python) {
  std::string all;
  for (char32_t c = 0; c < kEnd; ++c) {
    if (!is_surrogate(c)) all += lowered(encoded(c)) + '\n';
  }
  BOOST_TEST(all.size() == 5'494'636U);
  BOOST_TEST(testing::fnv1a(all) == 0x45C0F3D4D1933888U);
}

BOOST_AUTO_TEST_CASE(ascii_is_lowered_with_and_without_other_characters_beside_it) {
  std::string upper;
  std::string lower;
  for (char c = 1; c < 0x7F; ++c) {
    upper += c;
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  }
  BOOST_TEST(lowered(upper) == lower);
  BOOST_TEST(lowered(upper + "É") == lower + "é");
  BOOST_TEST(lowered("") == "");
}

BOOST_AUTO_TEST_CASE(a_sigma_is_final_after_a_cased_letter_and_before_none) {
  constexpr Lowering kRows[] = {
      {"ΟΔΟΣ", "οδος"},
      {"ΟΔΟΣ ΑΒΓ", "οδος αβγ"},
      {"Σ", "σ"},
      {"ΑΣ", "ας"},
      {"ΑΣΑ", "ασα"},
      {"ΣΣΣ", "σσς"},
      {"1Σ", "1σ"},
      {"ΑΣ1", "ας1"},
      {"Α1Σ", "α1σ"},
      {"'Σ", "'σ"},
      {"Α'Σ", "α'ς"},
      {"ΑΣ'", "ας'"},
      {"ΑΣ'Α", "ασ'α"},
      {"ΑΣ' Α", "ας' α"},
      {"Α\u0301Σ", "α\u0301ς"},
      {"ΑΣ\u0301Β", "ασ\u0301β"},
      {"\u02B0Σ", "\u02B0σ"},
      {"A\u02B0Σ", "a\u02B0ς"},
      {"\u0130Σ", "i\u0307ς"},
      {"ΑΣ\u0130", "ασi\u0307"},
      {"ΑΣ\xFF", "ας\uFFFD"},
      {"\xFFΣ", "\uFFFDσ"},
  };
  for (const Lowering& row : kRows) BOOST_TEST(lowered(row.text) == row.lower);
}

BOOST_AUTO_TEST_CASE(damaged_bytes_become_replacement_characters) {
  BOOST_TEST(lowered("A\xFFZ\xE2\x82") == "a\uFFFDz\uFFFD");
}

BOOST_AUTO_TEST_CASE(a_valid_text_is_made_no_other) {
  std::string all;
  for (char32_t c = 0; c < kEnd; ++c) {
    if (!is_surrogate(c)) append_utf8(c, all);
  }
  std::string out = "what was there before";
  make_valid_utf8(all, out);
  BOOST_TEST((out == all));
  make_valid_utf8("", out);
  BOOST_TEST(out == "");
}

BOOST_AUTO_TEST_CASE(an_invalid_text_is_made_one_of_replacement_characters) {
  std::string out;
  make_valid_utf8("a\xFFÉ\xE2\x82", out);
  BOOST_TEST(out == "a\uFFFDÉ\uFFFD");
  make_valid_utf8("\xED\xA0\x80\xC0\xAF\xF0\x9F\x98", out);  // a surrogate, an overlong slash
  BOOST_TEST(out == "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
}

// A look back from each sigma to the start of the text, or ahead to its end, would take days.
BOOST_AUTO_TEST_CASE(many_sigmas_take_linear_time) {
  for (const std::string_view piece : {"Σ", "Σ\u0301", "Σ'", "ΑΣ\u0301'"}) {
    std::string text = "Α";
    for (int i = 0; i < 200'000; ++i) text += piece;
    for (int i = 0; i < 200'000; ++i) text += "\u0301";
    BOOST_TEST(lowered(text).size() == text.size());
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
