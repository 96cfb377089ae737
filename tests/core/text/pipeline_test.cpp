#define BOOST_TEST_MODULE pipeline
#include "core/text/pipeline.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "core/base/error.hpp"

namespace alertsage {
namespace {

using Terms = std::vector<std::string>;

Terms terms(const TextPipeline& pipeline, std::string_view text, TextScratch& scratch,
            const TermTable& stop_words = {}) {
  split_tokens(pipeline, stop_words, text, scratch);
  Terms found;
  for_each_term(pipeline, scratch, [&](std::string_view term) { found.emplace_back(term); });
  return found;
}

Terms terms(const TextPipeline& pipeline, std::string_view text, const TermTable& stop_words = {}) {
  TextScratch scratch;
  return terms(pipeline, text, scratch, stop_words);
}

TextPipeline with_pattern(std::string_view python) {
  return {.token_pattern = TokenPattern(python)};
}

std::vector<TextPipeline> every_preparation() {
  std::vector<TextPipeline> pipelines;
  for (const Cleaning cleaning : {Cleaning::none, Cleaning::alertsage}) {
    for (const bool lowercase : {false, true}) {
      for (const StripAccents accents :
           {StripAccents::none, StripAccents::ascii, StripAccents::unicode}) {
        pipelines.push_back(
            {.cleaning = cleaning, .lowercase = lowercase, .strip_accents = accents});
      }
    }
  }
  return pipelines;
}

// Each way to prepare a text with each way to split it.
std::vector<TextPipeline> every_pipeline() {
  const TextPipeline splits[] = {
      {.analyzer = Analyzer::character},         {.analyzer = Analyzer::character_wb},
      {.token_pattern = TokenPattern::kWord},    {.token_pattern = TokenPattern::kAsciiLetter},
      {.token_pattern = TokenPattern(R"(\S+)")},
  };
  std::vector<TextPipeline> pipelines;
  for (const TextPipeline& prepare : every_preparation()) {
    for (const TextPipeline& split : splits) {
      pipelines.push_back(prepare);
      pipelines.back().analyzer = split.analyzer;
      pipelines.back().token_pattern = split.token_pattern;
      pipelines.back().ngram_max = 2;
    }
  }
  return pipelines;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pipeline)

BOOST_AUTO_TEST_CASE(names_go_there_and_back) {
  for (const Cleaning cleaning : {Cleaning::none, Cleaning::alertsage}) {
    BOOST_TEST((cleaning_named(name_of(cleaning)) == cleaning));
  }
  for (const Analyzer analyzer : {Analyzer::word, Analyzer::character, Analyzer::character_wb}) {
    BOOST_TEST((analyzer_named(name_of(analyzer)) == analyzer));
  }
  for (const StripAccents accents :
       {StripAccents::none, StripAccents::ascii, StripAccents::unicode}) {
    BOOST_TEST((strip_accents_named(name_of(accents)) == accents));
  }
  for (const TokenPattern& pattern :
       {TokenPattern::kWord, TokenPattern::kAsciiLetter, TokenPattern("a+")}) {
    BOOST_TEST((TokenPattern(pattern.python()) == pattern));
    BOOST_TEST((TokenPattern(pattern.python()).kind() == pattern.kind()));
  }
}

BOOST_AUTO_TEST_CASE(token_patterns_are_named_as_python_writes_them) {
  BOOST_TEST(TokenPattern::kWord.python() == R"((?u)\b\w\w+\b)");
  BOOST_TEST(TokenPattern::kAsciiLetter.python() == R"((?u)\b[a-z][a-z0-9]+\b)");
  BOOST_TEST(TokenPattern("(a)b").python() == "(a)b");
  BOOST_TEST((TokenPattern() == TokenPattern::kWord));
  BOOST_TEST((TokenPattern(R"(\b\w\w+\b)") != TokenPattern::kWord));  // equal by its text alone
}

BOOST_AUTO_TEST_CASE(unknown_names_are_refused_and_the_known_ones_listed) {
  const auto says = [](std::string_view what) {
    return [=](const Error& error) {
      return error.kind() == ErrorKind::unsupported &&
             std::string_view(error.what()).find(what) != std::string_view::npos;
    };
  };
  BOOST_CHECK_EXCEPTION(cleaning_named("some"), Error, says("none, alertsage"));
  BOOST_CHECK_EXCEPTION(cleaning_named("some"), Error, says("'some'"));
  BOOST_CHECK_EXCEPTION(analyzer_named("line"), Error, says("word, char, char_wb"));
  BOOST_CHECK_EXCEPTION(strip_accents_named("all"), Error, says("none, ascii, unicode"));
}

BOOST_AUTO_TEST_CASE(terms_are_the_n_grams_of_each_length) {
  const std::string_view text = "one two three";
  BOOST_TEST(terms({}, text) == (Terms{"one", "two", "three"}));
  BOOST_TEST(terms({.ngram_max = 2}, text) ==
             (Terms{"one", "two", "three", "one two", "two three"}));
  BOOST_TEST(terms({.ngram_min = 2, .ngram_max = 3}, text) ==
             (Terms{"one two", "two three", "one two three"}));
}

BOOST_AUTO_TEST_CASE(a_text_shorter_than_an_n_gram_has_none) {
  BOOST_TEST(terms({.ngram_min = 2, .ngram_max = 3}, "one").empty());
  BOOST_TEST(terms({.ngram_max = 3}, "").empty());
}

BOOST_AUTO_TEST_CASE(a_pattern_of_ones_own_makes_the_tokens) {
  BOOST_TEST(terms(with_pattern("[a-z']+"), "Can't be 4U") == (Terms{"can't", "be", "u"}));
  BOOST_TEST(terms(with_pattern(R"((\w\w)\w*)"), "word a be") == (Terms{"wo", "be"}));
  BOOST_TEST(terms(with_pattern("(a)|b"), "ab") == (Terms{"a", ""}));  // the group took no part
  BOOST_TEST(terms(with_pattern("x"), "abc").empty());
  TextPipeline pairs = with_pattern(R"(\S+)");
  pairs.ngram_max = 2;
  BOOST_TEST(terms(pairs, "a\nb\t c") == (Terms{"a", "b", "c", "a b", "b c"}));
}

// re.findall(r"\w*", "!ab cd") is ["", "ab", "", "cd", ""].
BOOST_AUTO_TEST_CASE(a_token_may_be_empty_and_stands_in_n_grams) {
  TextPipeline pipeline = with_pattern(R"(\w*)");
  BOOST_TEST(terms(pipeline, "!ab cd") == (Terms{"", "ab", "", "cd", ""}));
  BOOST_TEST(terms(pipeline, "") == Terms{""});
  pipeline.ngram_min = pipeline.ngram_max = 2;
  BOOST_TEST(terms(pipeline, "!ab cd") == (Terms{" ab", "ab ", " cd", "cd "}));
  BOOST_TEST(terms(pipeline, "!!") == (Terms{" ", " "}));
  pipeline.ngram_min = pipeline.ngram_max = 3;
  BOOST_TEST(terms(pipeline, "!!") == Terms{"  "});
}

BOOST_AUTO_TEST_CASE(stop_words_are_dropped_from_the_tokens_of_any_pattern) {
  const TermTableBuilder the(std::vector<std::string_view>{"the", "x-y"});
  TextPipeline pipeline = with_pattern(R"(\S+)");
  pipeline.ngram_max = 2;
  BOOST_TEST(terms(pipeline, "one The two X-Y", the.table()) == (Terms{"one", "two", "one two"}));
  const TermTableBuilder nothing(std::vector<std::string_view>{""});
  BOOST_TEST(terms(with_pattern(R"(\w*)"), "!ab cd", nothing.table()) == (Terms{"ab", "cd"}));
}

BOOST_AUTO_TEST_CASE(accents_are_stripped_before_tokens_are_found_and_stop_words_dropped) {
  const TermTableBuilder stop_words(std::vector<std::string_view>{"ete"});
  const std::string_view text = "Été à la Größe ﬁn";
  BOOST_TEST(terms({.strip_accents = StripAccents::ascii}, text, stop_words.table()) ==
             (Terms{"la", "groe", "fin"}));
  BOOST_TEST(terms({.strip_accents = StripAccents::unicode}, text, stop_words.table()) ==
             (Terms{"la", "große", "fin"}));
  BOOST_TEST(
      terms({.strip_accents = StripAccents::unicode, .token_pattern = TokenPattern("[a-z]+")},
            text) == (Terms{"ete", "a", "la", "gro", "e", "fin"}));
  // Lower-casing comes first: U+1D400 has no lower case, but decomposes into one that has.
  BOOST_TEST(terms({.strip_accents = StripAccents::ascii}, "\U0001D400\U0001D401") == Terms{"AB"});
}

BOOST_AUTO_TEST_CASE(a_pattern_meets_replacement_characters_for_damaged_bytes) {
  for (const bool lowercase : {false, true}) {
    TextPipeline pipeline = with_pattern(R"([^ ])");
    pipeline.lowercase = lowercase;
    BOOST_TEST(terms(pipeline, "a\xFF é\xE2\x82") == (Terms{"a", "\uFFFD", "é", "\uFFFD"}));
    pipeline.strip_accents = StripAccents::unicode;
    BOOST_TEST(terms(pipeline, "a\xFF é\xE2\x82") == (Terms{"a", "\uFFFD", "e", "\uFFFD"}));
  }
}

BOOST_AUTO_TEST_CASE(what_another_pipeline_left_in_the_scratch_does_not_matter) {
  constexpr std::string_view kTexts[] = {"Ein langer Text, Größe 10 MB", "é\xFF X", "", " a\t\tb"};
  const std::vector<TextPipeline> pipelines = every_pipeline();
  TextScratch shared;
  for (const TextPipeline& before : pipelines) {
    for (const TextPipeline& pipeline : pipelines) {
      for (const std::string_view text : kTexts) {
        terms(before, kTexts[0], shared);
        if (terms(pipeline, text, shared) != terms(pipeline, text)) BOOST_ERROR(text);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(n_grams_out_of_range_are_refused) {
  const auto refused = [](std::uint32_t min, std::uint32_t max) {
    try {
      check_ngrams({.ngram_min = min, .ngram_max = max}, ErrorKind::usage);
    } catch (const Error& error) {
      return error.kind() == ErrorKind::usage;
    }
    return false;
  };
  BOOST_TEST(!refused(1, 1));
  BOOST_TEST(!refused(kMaxNgram, kMaxNgram));
  BOOST_TEST(refused(0, 1));
  BOOST_TEST(refused(2, 1));
  BOOST_TEST(refused(1, kMaxNgram + 1));
}

// The view is refused by its size; nothing of it is read.
BOOST_AUTO_TEST_CASE(a_text_of_two_gibibytes_is_refused_by_every_pipeline) {
  const std::string text = "text";
  const std::string_view huge(text.data(), std::size_t{1} << 31);
  TextScratch scratch;
  for (const TextPipeline& pipeline : every_pipeline()) {
    BOOST_CHECK_EXCEPTION(split_tokens(pipeline, {}, huge, scratch), Error,
                          [](const Error& e) { return e.kind() == ErrorKind::unsupported; });
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
