#define BOOST_TEST_MODULE tokens
#include <array>
#include <boost/test/unit_test.hpp>
#include <vector>

#include "core/base/error.hpp"
#include "core/text/pipeline.hpp"
#include "core/text/stop_words.hpp"
#include "core/text/unicode.hpp"
#include "tests/core/text/reference.hpp"

namespace alertsage {
namespace {

using Tokens = std::vector<std::string>;

// As `scratch.bounds` tells them; checks that they stand one space apart in `scratch.tokens`.
Tokens tokens_in(const TextScratch& scratch) {
  Tokens tokens;
  std::string joined;
  for (const TokenBounds bounds : scratch.bounds) {
    tokens.push_back(scratch.tokens.substr(bounds.begin, bounds.end - bounds.begin));
    if (!joined.empty()) joined += ' ';
    joined += tokens.back();
  }
  BOOST_REQUIRE(scratch.tokens == joined);
  return tokens;
}

Tokens split(const TextPipeline& pipeline, std::string_view text,
             const TermTable& stop_words = {}) {
  TextScratch scratch;
  split_tokens(pipeline, stop_words, text, scratch);
  return tokens_in(scratch);
}

std::string lowered(std::string_view text) {
  std::string out;
  lower(text, out);
  return out;
}

void check_equals_find_all(const TextPipeline& pipeline, const std::string& text) {
  const Tokens fast = split(pipeline, text);
  const Tokens slow =
      testing::find_all(pipeline.token_pattern, pipeline.lowercase ? lowered(text) : text);
  if (fast == slow) return;
  BOOST_TEST_CONTEXT("text '" << text << "'") BOOST_TEST(fast == slow);
}

void check_equals_find_all_however_set(const std::string& text) {
  for (const TokenPattern& pattern : {TokenPattern::kWord, TokenPattern::kAsciiLetter}) {
    for (const bool lowercase : {false, true}) {
      check_equals_find_all({.lowercase = lowercase, .token_pattern = pattern}, text);
    }
  }
}

bool is_unsupported(const Error& error) {
  return error.kind() == ErrorKind::unsupported;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tokens)

BOOST_AUTO_TEST_CASE(a_word_is_two_word_characters_or_more) {
  const TextPipeline pipeline{.token_pattern = TokenPattern::kWord};
  BOOST_TEST(split(pipeline, "User 42: a 7 B_c _ __ don't") ==
             (Tokens{"user", "42", "b_c", "__", "don"}));
  BOOST_TEST(split(pipeline, "Größe 日本 日 \u0663\u0664 ²³") ==
             (Tokens{"größe", "日本", "\u0663\u0664", "²³"}));
}

BOOST_AUTO_TEST_CASE(an_ascii_token_is_a_whole_word_that_starts_with_a_letter) {
  const TextPipeline pipeline{.token_pattern = TokenPattern::kAsciiLetter};
  BOOST_TEST(split(pipeline, "User a ab 4ab a4 ab_c café x-ray ab\u0301") ==
             (Tokens{"user", "ab", "a4", "ray", "ab"}));
}

BOOST_AUTO_TEST_CASE(without_lower_casing_an_ascii_token_has_no_capitals) {
  const TextPipeline pipeline{.lowercase = false, .token_pattern = TokenPattern::kAsciiLetter};
  BOOST_TEST(split(pipeline, "User uSer user") == Tokens{"user"});
  BOOST_TEST(split({.lowercase = false}, "User uSer") == (Tokens{"User", "uSer"}));
}

BOOST_AUTO_TEST_CASE(lower_casing_can_cut_a_word) {
  BOOST_TEST(split({}, "D\u0130NG") == (Tokens{"di", "ng"}));
  BOOST_TEST(split({.lowercase = false}, "D\u0130NG") == Tokens{"D\u0130NG"});
}

BOOST_AUTO_TEST_CASE(a_byte_that_is_not_utf8_ends_a_word) {
  BOOST_TEST(split({},
                   "ab\xFF"
                   "cd\xE2\x82"
                   "ef") == (Tokens{"ab", "cd", "ef"}));
}

BOOST_AUTO_TEST_CASE(cleaning_comes_first) {
  const TextPipeline pipeline{.cleaning = Cleaning::alertsage,
                              .token_pattern = TokenPattern::kAsciiLetter};
  BOOST_TEST(split(pipeline, "See https://x.y at 10.0.0.1, Café 7") ==
             (Tokens{"see", "url", "at", "ipaddr", "caf"}));
}

BOOST_AUTO_TEST_CASE(stop_words_are_dropped_as_they_are_written) {
  const TermTableBuilder builder(english_stop_words());
  BOOST_TEST(split({}, "The user AND the server", builder.table()) == (Tokens{"user", "server"}));
  BOOST_TEST(split({.lowercase = false}, "The the", builder.table()) == Tokens{"The"});
  BOOST_TEST(split({}, "the and", builder.table()).empty());
}

BOOST_AUTO_TEST_CASE(equals_find_all_on_all_short_texts) {
  constexpr std::string_view kPieces[] = {"a", "B", "1", "_", " ", "é", "\u0663", "\u0301", "\xFF"};
  testing::for_each_sequence(kPieces, 4, check_equals_find_all_however_set);
}

BOOST_AUTO_TEST_CASE(equals_find_all_on_random_texts) {
  constexpr std::string_view kPieces[] = {
      "a",      "B",  "zz",     "Z9", "1",      "_",      " ",      "\n", "é", "É",        "Σ",
      "\u0663", "日", "\u0301", "-",  "\u0130", "\u212A", "\u00AA", "²",  "😀", "\xF0\x9F", "\xC0"};
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    check_equals_find_all_however_set(testing::random_sequence(kPieces, 14, random));
  }
}

BOOST_AUTO_TEST_CASE(what_the_scratch_held_does_not_matter) {
  TextScratch scratch;
  split_tokens({.cleaning = Cleaning::alertsage}, {}, "a long text to begin with", scratch);
  split_tokens({}, {}, "short text", scratch);
  BOOST_TEST(tokens_in(scratch) == (Tokens{"short", "text"}));
  split_tokens({}, {}, "", scratch);
  BOOST_TEST(tokens_in(scratch).empty());
}

// The view is refused by its size; nothing of it is read.
BOOST_AUTO_TEST_CASE(a_text_whose_offsets_need_more_than_32_bits_is_refused) {
  const std::string text = "text";
  TextScratch scratch;
  const std::string_view huge(text.data(), std::size_t{1} << 32);
  BOOST_CHECK_EXCEPTION(split_tokens({}, {}, huge, scratch), Error, is_unsupported);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
