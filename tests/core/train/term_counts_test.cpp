#define BOOST_TEST_MODULE term_counts
#include "core/train/term_counts.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <string>

#include "core/text/stop_words.hpp"
#include "core/train/incident_generator.hpp"

using namespace alertsage;

namespace {

const TextPipeline kPairs = {.cleaning = Cleaning::none,
                             .lowercase = true,
                             .token_pattern = TokenPattern::kWord,
                             .ngram_min = 1,
                             .ngram_max = 2};

std::map<std::string, std::uint32_t> row_of(const TermCounts& counts, std::size_t row) {
  std::map<std::string, std::uint32_t> terms;
  for (const TermCount& entry : counts.row(row)) {
    terms.emplace(counts.terms()[entry.term], entry.count);
  }
  return terms;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(term_counts_suite)

BOOST_AUTO_TEST_CASE(a_term_keeps_the_number_it_was_first_given) {
  TermNumbers numbers;
  BOOST_TEST(numbers.number_of("scan") == 0u);
  BOOST_TEST(numbers.number_of("port scan") == 1u);
  BOOST_TEST(numbers.number_of("scan") == 0u);
  std::string reused = "host";
  BOOST_TEST(numbers.number_of(reused) == 2u);
  reused = "mail";  // the numbers keep bytes of their own
  BOOST_TEST(numbers.number_of("host") == 2u);
  BOOST_TEST(numbers.size() == 3u);
  BOOST_TEST(numbers[1] == "port scan");
}

BOOST_AUTO_TEST_CASE(counts_each_term_of_each_text) {
  TermCounts counts(kPairs, english_stop_words());
  counts.add("Scan of the host: scan, scan!");
  counts.add("");
  counts.add("Host scan");
  BOOST_TEST(counts.rows() == 3u);
  const std::map<std::string, std::uint32_t> first = {
      {"scan", 3}, {"host", 1}, {"scan host", 1}, {"host scan", 1}, {"scan scan", 1}};
  BOOST_TEST((row_of(counts, 0) == first));
  BOOST_TEST(row_of(counts, 1).empty());
  const std::map<std::string, std::uint32_t> third = {{"host", 1}, {"scan", 1}, {"host scan", 1}};
  BOOST_TEST((row_of(counts, 2) == third));
}

BOOST_AUTO_TEST_CASE(agrees_with_a_map_for_each_text) {
  TermCounts counts(kPairs, {});
  IncidentGenerator generator(11);
  for (std::size_t i = 0; i < 300; ++i) {
    const std::string text = generator.next().text;
    counts.add(text);
    std::map<std::string, std::uint32_t> naive;
    TextScratch scratch;
    split_tokens(kPairs, TermTable(), text, scratch);
    for_each_term(kPairs, scratch, [&](std::string_view term) { ++naive[std::string(term)]; });
    BOOST_TEST((row_of(counts, i) == naive), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
