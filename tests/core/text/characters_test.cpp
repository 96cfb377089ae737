#define BOOST_TEST_MODULE characters
#include <boost/test/unit_test.hpp>
#include <vector>

#include "core/text/pipeline.hpp"
#include "core/text/unicode.hpp"
#include "tests/core/text/reference.hpp"

namespace alertsage {
namespace {

using Terms = std::vector<std::string>;

struct Range {
  std::uint32_t min;
  std::uint32_t max;
};

constexpr Range kRanges[] = {{1, 1}, {1, 3}, {2, 2}, {3, 5}, {1, kMaxNgram}};

Terms terms(const TextPipeline& pipeline, std::string_view text) {
  TextScratch scratch;
  split_tokens(pipeline, TermTable{}, text, scratch);
  Terms found;
  for_each_term(pipeline, scratch, [&](std::string_view term) { found.emplace_back(term); });
  return found;
}

Terms terms(Analyzer analyzer, Range range, std::string_view text) {
  return terms(
      {.lowercase = false, .analyzer = analyzer, .ngram_min = range.min, .ngram_max = range.max},
      text);
}

// re.sub(r"\s\s+", " ", text)
std::u32string with_single_spaces(const std::u32string& text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_space(text[end])) ++end;
    if (end - at >= 2) {
      out += U' ';
      at = end;
    } else {
      out += text[at];
      ++at;
    }
  }
  return out;
}

// text.split()
std::vector<std::u32string> words_of(const std::u32string& text) {
  std::vector<std::u32string> words;
  std::u32string word;
  for (const char32_t c : text + U' ') {
    if (!is_space(c)) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(word);
      word.clear();
    }
  }
  return words;
}

// scikit-learn's "char": of each length, a slice from each place.
Terms naive_character_ngrams(Range range, std::string_view text) {
  const std::u32string characters = with_single_spaces(testing::code_points(text));
  Terms ngrams;
  for (std::size_t length = range.min; length <= range.max; ++length) {
    for (std::size_t at = 0; at + length <= characters.size(); ++at) {
      ngrams.push_back(testing::utf8(characters.substr(at, length)));
    }
  }
  return ngrams;
}

// Its "char_wb": each word between spaces by itself. Its first slice is taken however short it is,
// and where there was room for no second, no longer ones are tried.
Terms naive_ngrams_of_words(Range range, std::string_view text) {
  Terms ngrams;
  for (const std::u32string& word : words_of(with_single_spaces(testing::code_points(text)))) {
    const std::u32string padded = U' ' + word + U' ';
    for (std::size_t length = range.min; length <= range.max; ++length) {
      std::size_t at = 0;
      ngrams.push_back(testing::utf8(padded.substr(0, length)));
      while (at + length < padded.size()) {
        ++at;
        ngrams.push_back(testing::utf8(padded.substr(at, length)));
      }
      if (at == 0) break;
    }
  }
  return ngrams;
}

void check_equals_naive(const std::string& text) {
  for (const Range range : kRanges) {
    const Terms characters = terms(Analyzer::character, range, text);
    const Terms words = terms(Analyzer::character_wb, range, text);
    if (characters == naive_character_ngrams(range, text) &&
        words == naive_ngrams_of_words(range, text)) {
      continue;
    }
    BOOST_TEST_CONTEXT("text '" << text << "', " << range.min << " to " << range.max) {
      BOOST_TEST(characters == naive_character_ngrams(range, text));
      BOOST_TEST(words == naive_ngrams_of_words(range, text));
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(characters)

BOOST_AUTO_TEST_CASE(characters_make_n_grams_across_words) {
  BOOST_TEST(terms(Analyzer::character, {1, 2}, "ab c") ==
             (Terms{"a", "b", " ", "c", "ab", "b ", " c"}));
  BOOST_TEST(terms(Analyzer::character, {3, 3}, "éß日") == Terms{"éß日"});
  BOOST_TEST(terms(Analyzer::character, {3, 3}, "ab").empty());
  BOOST_TEST(terms(Analyzer::character, {1, 3}, "").empty());
}

BOOST_AUTO_TEST_CASE(only_white_space_in_a_row_becomes_a_space) {
  const auto joined = [](std::string_view text) {
    std::string characters;
    for (const std::string& term : terms(Analyzer::character, {1, 1}, text)) characters += term;
    return characters;
  };
  BOOST_TEST(joined("a\tb\nc\u00A0d") == "a\tb\nc\u00A0d");
  BOOST_TEST(joined("a\t\tb \u00A0c\r\n") == "a b c ");
  BOOST_TEST(joined("\t\t\t\t\t") == " ");
  BOOST_TEST(joined("  a\x1C\x1F\u3000\u2028"
                    "b ") == " a b ");
  BOOST_TEST(joined("a\u200B\u200B") == "a\u200B\u200B");  // no white space to Unicode
}

BOOST_AUTO_TEST_CASE(words_stand_between_spaces_and_make_no_n_grams_together) {
  BOOST_TEST(terms(Analyzer::character_wb, {2, 2}, "ab\tc") ==
             (Terms{" a", "ab", "b ", " c", "c "}));
  BOOST_TEST(terms(Analyzer::character_wb, {3, 4}, "\nab\u00A0\u00A0") ==
             (Terms{" ab", "ab ", " ab "}));
  BOOST_TEST(terms(Analyzer::character_wb, {1, 3}, " \t\n").empty());
}

BOOST_AUTO_TEST_CASE(a_word_shorter_than_n_grams_counts_once) {
  BOOST_TEST(terms(Analyzer::character_wb, {4, 6}, "a bcd") ==
             (Terms{" a ", " bcd", "bcd ", " bcd "}));
  BOOST_TEST(terms(Analyzer::character_wb, {3, 6}, "a") == Terms{" a "});
}

BOOST_AUTO_TEST_CASE(stop_words_and_token_patterns_are_of_words_alone) {
  const TermTableBuilder stop_words(std::vector<std::string_view>{"a", " a"});
  for (const Analyzer analyzer : {Analyzer::character, Analyzer::character_wb}) {
    const TextPipeline pipeline{.analyzer = analyzer, .token_pattern = TokenPattern("x")};
    TextScratch scratch;
    split_tokens(pipeline, stop_words.table(), "a", scratch);
    std::size_t count = 0;
    for_each_term(pipeline, scratch, [&](std::string_view) { ++count; });
    BOOST_TEST(count == (analyzer == Analyzer::character ? 1U : 3U));
  }
}

BOOST_AUTO_TEST_CASE(characters_are_those_of_the_prepared_text) {
  const TextPipeline pipeline{.strip_accents = StripAccents::unicode,
                              .analyzer = Analyzer::character};
  BOOST_TEST(terms(pipeline, "É\xFF\u0130") == (Terms{"e", "\uFFFD", "i"}));
  BOOST_TEST(terms({.cleaning = Cleaning::alertsage, .analyzer = Analyzer::character}, "A-é") ==
             Terms{"a"});
}

BOOST_AUTO_TEST_CASE(equals_scikit_learns_definition_on_all_short_texts) {
  constexpr std::string_view kPieces[] = {"a", "é", "😀", " ", "\t", "\u00A0", "\xE2\x82"};
  testing::for_each_sequence(kPieces, 5, check_equals_naive);
}

BOOST_AUTO_TEST_CASE(equals_scikit_learns_definition_on_random_texts) {
  constexpr std::string_view kPieces[] = {
      "a", "word", "Z9", "_",      "-",      " ",      " ",      "\t",   "\n", "\r\n",
      "é", "日",   "😀",  "\u0301", "\u00A0", "\u3000", "\u200B", "\x1C", "\0", "\xF0\x9F\xC0"};
  std::mt19937 random(11);
  for (int i = 0; i < 5'000; ++i) check_equals_naive(testing::random_sequence(kPieces, 60, random));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
