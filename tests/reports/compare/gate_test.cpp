// How often the gate is right: documents drawn at random, with a fixed seed.
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>

#include "reports/compare/comparison.hpp"
#include "tests/reports/compare/made_documents.hpp"
#include "tests/reports/compare/unpaired.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kRows = 10;
constexpr std::size_t kSamples = 30;

Comparison compared(const Document& base, const Document& contender) {
  return compare_unpaired(base, contender, {.max_slowdown = 0.1, .alpha = 0.05});
}

Document drawn(std::mt19937_64& random, double deviation, double factor_of_the_first = 1) {
  std::vector<Series> series;
  for (std::size_t row = 0; row < kRows; ++row) {
    const double median = 1e6 * (row == 0 ? factor_of_the_first : 1);
    series.push_back(
        made_series("row" + std::to_string(row), noisy(random, median, deviation, kSamples)));
  }
  return made_document(std::move(series));
}

BOOST_AUTO_TEST_SUITE(gate)

// The same program on both sides, noise from 3 to 50 %.
BOOST_AUTO_TEST_CASE(calls_nothing_slower_that_is_not) {
  std::mt19937_64 random(20);
  for (const double deviation : {0.03, 0.1, 0.5}) {
    std::size_t slower = 0;
    for (int trial = 0; trial < 200; ++trial) {
      const Comparison result = compared(drawn(random, deviation), drawn(random, deviation));
      slower += result.verdict() == ExitCode::verdict_bad;
    }
    BOOST_TEST(slower <= 2U, "noise " << deviation << ": " << slower << " of 200");
  }
}

BOOST_AUTO_TEST_CASE(finds_one_slow_row_of_ten_in_quiet_samples) {
  std::mt19937_64 random(21);
  int found = 0;
  for (int trial = 0; trial < 100; ++trial) {
    const Comparison result = compared(drawn(random, 0.03), drawn(random, 0.03, 1.15));
    found += result.verdict() == ExitCode::verdict_bad && result.rows[0].change == Change::slower;
  }
  BOOST_TEST(found >= 99);
}

// Too much noise for the question: the answer is that there is none, not that all is well.
BOOST_AUTO_TEST_CASE(passes_no_slow_row_silently_because_of_noise) {
  std::mt19937_64 random(22);
  int passed = 0;
  for (int trial = 0; trial < 200; ++trial) {
    const Comparison result = compared(drawn(random, 0.5), drawn(random, 0.5, 1.2));
    passed += result.verdict() == ExitCode::good;
  }
  BOOST_TEST(passed == 0);
}

BOOST_AUTO_TEST_CASE(passes_quiet_samples_of_the_same_program) {
  std::mt19937_64 random(23);
  int passed = 0;
  for (int trial = 0; trial < 100; ++trial) {
    const Comparison result = compared(drawn(random, 0.03), drawn(random, 0.03));
    passed += result.verdict() == ExitCode::good && result.count(Change::same) == kRows;
  }
  BOOST_TEST(passed >= 99);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
