#include "reports/compare/text/row_words.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/reports/compare/made_documents.hpp"
#include "tests/reports/compare/noisy_pairs.hpp"
#include "tests/reports/compare/unpaired.hpp"

namespace alertsage::reports {
namespace {

Comparison compared(const NoisyPairs& made) {
  return compare(made.base, made.contender, {});
}

std::string reason_of_first(const Comparison& comparison) {
  return reason_of(comparison, comparison.rows.front());
}

BOOST_AUTO_TEST_SUITE(row_words)

BOOST_AUTO_TEST_CASE(says_what_a_verdict_rests_on) {
  const Comparison comparison = compared(noisy_pairs({{"a", 1.3}, {"b"}}));
  BOOST_TEST(reason_of(comparison, comparison.rows[0]) == "12 pairs of batch 2");
  BOOST_TEST(change_words(comparison.rows[0]).starts_with("+"));
  BOOST_TEST(interval_words(comparison.rows[0]).find(" to +") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_why_it_cannot_tell) {
  NoisyRow unconfirmed{"a", 1.3};
  unconfirmed.has_second = false;
  BOOST_TEST(reason_of_first(compared(noisy_pairs({unconfirmed}))) ==
             "12 pairs of batch 1; called in the first batch; the second, which has to confirm, "
             "has not");
  const std::string noise = reason_of_first(compared(noisy_pairs({{"a", 1, 0.3}})));
  BOOST_TEST(
      noise.starts_with("30 pairs of batch 1; the interval leaves open whether it is slower "
                        "by +5.0 % or more"));
  const Document few = made_document({made_series("a", steady(100, 3))});
  Document other = few;
  other.series[0].rows[0].real_time_ns += 1;
  BOOST_TEST(reason_of_first(compare_unpaired(few, other)) ==
             "3 and 3 samples; needs 8 samples a side");
  const Document zero = made_document({made_series("a", std::vector<double>(31, 0))});
  const Document zeros = made_document({made_series("a", std::vector<double>(30, 0))});
  BOOST_TEST(reason_of_first(compare_unpaired(zero, zeros)) ==
             "31 and 30 samples; a value of zero or less has no ratio");
}

// A row of much noise said that "about 29,000 samples would", which nobody takes.
BOOST_AUTO_TEST_CASE(names_as_many_samples_as_somebody_may_take) {
  const auto words = [](std::size_t samples, std::size_t pairs) {
    return samples_to_tell_words({.name = "a", .samples_to_tell = samples, .pairs = pairs});
  };
  BOOST_TEST(words(2000, 0) == "about 2,000 samples would tell");
  BOOST_TEST(words(120, 30) == "about 120 pairs would tell");
  BOOST_TEST(words(2100, 0) == "too noisy to tell at this limit");
  BOOST_TEST(words(29'000, 30) == "too noisy to tell at this limit");
  BOOST_TEST(samples_to_tell_words({.name = "a"}) == "");
}

BOOST_AUTO_TEST_CASE(says_of_no_row_anything_where_the_comparison_is_none) {
  const Comparison contaminated = compared(noisy_pairs({{"a", 1.3}, noisy_control(0.9)}));
  BOOST_TEST((said_change(contaminated, contaminated.rows[0]) == Change::cannot_tell));
  BOOST_TEST(counts_of(contaminated) == "1 cannot tell");
  BOOST_TEST(flaws_of(contaminated).size() == 1U);
  const Document base = made_document({made_series("a", steady(100))});
  const Document slower = made_document({made_series("a", steady(200))});
  const Comparison unfair = compare(base, slower, {});
  BOOST_TEST(!is_judged(unfair));
  BOOST_TEST(reason_of_first(unfair) == "31 and 31 samples; not comparable");
  BOOST_TEST((said_change(unfair, unfair.rows[0]) == Change::cannot_tell));
  const Comparison accepted = compare_unpaired(base, slower);
  BOOST_TEST((said_change(accepted, accepted.rows[0]) == Change::slower));
  BOOST_TEST(flaws_of(accepted).empty());
}

BOOST_AUTO_TEST_CASE(lists_what_makes_a_pass_say_little) {
  NoisyPairs made = noisy_pairs({{"a"}, {"b"}});
  made.base.notes = {{NoteKind::truncated, "", "the file ends in the middle", "base.json"}};
  made.contender.notes = {{NoteKind::failed, "b", "exited with 1", "new.json", "3 of 34 runs"},
                          {NoteKind::skipped, "c", "on purpose", "new.json"}};
  made.contender.series.pop_back();
  const std::vector<std::string> expected{
      "NEW: b: 3 of 34 runs failed: exited with 1",
      "BASE: the document: truncated: the file ends in the middle"};
  const std::vector<std::string> flaws = flaws_of(compared(made));
  BOOST_TEST(std::vector<std::string>(flaws.begin(), flaws.begin() + 2) == expected);
}

BOOST_AUTO_TEST_CASE(orders_rows_by_what_they_are_to_a_reader) {
  const Comparison comparison = compared(
      noisy_pairs({{"same"}, {"slow", 1.2}, {"fast", 0.8}, {"slowest", 1.5}, {"noisy", 1, 0.3}}));
  std::vector<std::string> names;
  for (const RowComparison* row : rows_by_verdict(comparison, comparison.metrics.front())) {
    names.push_back(row->name);
  }
  const std::vector<std::string> expected{"slowest", "slow", "noisy", "fast", "same"};
  BOOST_TEST(names == expected);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
