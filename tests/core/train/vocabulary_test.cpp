#define BOOST_TEST_MODULE vocabulary
#include "core/train/vocabulary.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>

#include "core/base/error.hpp"
#include "tests/core/train/sklearn_fixture.hpp"

using namespace alertsage;

namespace {

const TextPipeline kWords = {.cleaning = Cleaning::none,
                             .lowercase = true,
                             .token_pattern = TokenPattern::kWord,
                             .ngram_min = 1,
                             .ngram_max = 1};

using Terms = std::vector<std::string>;

Terms terms_kept(const std::vector<std::string>& texts, const VocabularyOptions& options) {
  TermCounts counts(kWords, {});
  for (const std::string& text : texts) counts.add(text);
  return fit_vocabulary(counts, options).terms;
}

std::string refusal_of(const std::vector<std::string>& texts, const VocabularyOptions& options) {
  try {
    terms_kept(texts, options);
  } catch (const Error& error) {
    BOOST_TEST((error.kind() == ErrorKind::format));
    return error.cause();
  }
  return "fitted";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vocabulary_suite)

BOOST_DATA_TEST_CASE(keeps_and_weighs_the_terms_that_scikit_learn_does, test::kSklearnFixtures) {
  const test::SklearnFixture fixture = test::sklearn_fixture(sample);
  TermCounts counts(fixture.options.text, fixture.options.stop_words);
  for (const LabelledText& text : fixture.corpus) counts.add(text.text);
  const Vocabulary vocabulary = fit_vocabulary(counts, fixture.options.vocabulary);
  BOOST_TEST(vocabulary.terms == fixture.terms, boost::test_tools::per_element());
  BOOST_TEST_REQUIRE(vocabulary.idf.size() == fixture.idf.size());
  for (std::size_t i = 0; i < fixture.idf.size(); ++i) {
    BOOST_TEST(std::abs(vocabulary.idf[i] - fixture.idf[i]) < 1e-14, fixture.terms[i]);
  }

  std::vector<Feature> features;
  weigh_row(counts, vocabulary, 0, features);
  std::vector<double> dense(vocabulary.terms.size());
  for (const Feature& feature : features) dense.at(feature.column) = feature.value;
  for (std::size_t i = 0; i < dense.size(); ++i) {
    BOOST_TEST(std::abs(dense[i] - fixture.first_row[i]) < 1e-14, fixture.terms[i]);
  }
}

BOOST_AUTO_TEST_CASE(limits_count_texts_for_min_df_and_max_df_and_occurrences_for_max_features) {
  const std::vector<std::string> texts = {"all many many many once", "all two three",
                                          "all two three", "all three"};
  BOOST_TEST((terms_kept(texts, {}) == Terms{"all", "many", "once", "three", "two"}));
  BOOST_TEST((terms_kept(texts, {.min_documents = 2}) == Terms{"all", "three", "two"}));
  BOOST_TEST(
      (terms_kept(texts, {.max_document_share = 0.75}) == Terms{"many", "once", "three", "two"}));
  BOOST_TEST((terms_kept(texts, {.max_document_share = 0.74}) == Terms{"many", "once", "two"}));
  BOOST_TEST((terms_kept(texts, {.max_features = 3}) == Terms{"all", "many", "three"}));
  BOOST_TEST((terms_kept(texts, {.max_document_share = 0.75, .max_features = 1}) == Terms{"many"}));
  BOOST_TEST((terms_kept(texts, {.max_features = 99}).size() == 5u));
}

BOOST_AUTO_TEST_CASE(a_tie_at_the_limit_goes_to_the_terms_first_in_byte_order) {
  const std::vector<std::string> texts = {"pear fig lime top", "top kiwi zest apple"};
  BOOST_TEST((terms_kept(texts, {.max_features = 3}) == Terms{"apple", "fig", "top"}));
}

BOOST_AUTO_TEST_CASE(a_text_without_a_kept_term_has_an_empty_row) {
  TermCounts counts(kWords, {});
  counts.add("common word");
  counts.add("rare");
  counts.add("common word");
  const Vocabulary vocabulary = fit_vocabulary(counts, {.min_documents = 2});
  std::vector<Feature> features = {{.column = 9, .value = 9.0}};
  weigh_row(counts, vocabulary, 1, features);
  BOOST_TEST(features.empty());
}

BOOST_AUTO_TEST_CASE(refuses_texts_that_leave_no_term) {
  BOOST_TEST(refusal_of({"", "! ?", "a b c"}, {}) ==
             "the texts hold no term: nothing but stop words, or nothing that the token pattern "
             "matches");
  BOOST_TEST(refusal_of({"one two", "three"}, {.min_documents = 2}) ==
             "no term is left: ask for a lower min_df or a higher max_df");
  BOOST_TEST(refusal_of({"same", "same"}, {.max_document_share = 0.9}) ==
             "no term is left: ask for a lower min_df or a higher max_df");
}

BOOST_AUTO_TEST_SUITE_END()
