#define BOOST_TEST_MODULE pipeline
#include "core/text/pipeline.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "core/base/error.hpp"

namespace alertsage {
namespace {

std::vector<std::string> terms(const TextPipeline& pipeline, std::string_view text) {
  TextScratch scratch;
  split_tokens(pipeline, TermTable{}, text, scratch);
  std::vector<std::string> found;
  for_each_term(pipeline, scratch, [&](std::string_view term) { found.emplace_back(term); });
  return found;
}

using Terms = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(pipeline)

BOOST_AUTO_TEST_CASE(names_go_there_and_back) {
  for (const Cleaning cleaning : {Cleaning::none, Cleaning::alertsage}) {
    BOOST_TEST((cleaning_named(name_of(cleaning)) == cleaning));
  }
  for (const TokenPattern& pattern : {TokenPattern::word, TokenPattern::ascii_letter}) {
    BOOST_TEST((TokenPattern(pattern.python()) == pattern));
  }
}

BOOST_AUTO_TEST_CASE(token_patterns_are_named_as_python_writes_them) {
  BOOST_TEST(TokenPattern::word.python() == R"((?u)\b\w\w+\b)");
  BOOST_TEST(TokenPattern::ascii_letter.python() == R"((?u)\b[a-z][a-z0-9]+\b)");
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

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage
