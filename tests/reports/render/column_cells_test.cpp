#include "reports/render/column_cells.hpp"

#include <boost/test/unit_test.hpp>

namespace alertsage::reports {
namespace {

using Quantities = std::vector<std::optional<Quantity>>;

const std::vector<std::string> kStrategies{"joblib", "json", "mmap", "mmap-populate"};

Quantity timed(double low, double median, double high) {
  return {.value = median,
          .interval = Interval{.low = low, .high = high, .coverage = 0.95},
          .samples = 60};
}

std::vector<Cell> judged(const Quantities& quantities, std::span<const Unit> units = time_units()) {
  std::vector<Cell> cells = column_cells(quantities, units);
  judge(quantities, kStrategies, cells);
  return cells;
}

std::vector<std::string> words_of(const Cell& cell) {
  std::vector<std::string> words;
  for (const CellComparison& comparison : cell.comparisons) words.push_back(comparison.words());
  return words;
}

BOOST_AUTO_TEST_SUITE(column_cells_of)

BOOST_AUTO_TEST_CASE(writes_all_in_one_unit_with_the_digits_that_intervals_support) {
  const auto cells = judged({timed(82e6, 84e6, 86e6), timed(180e6, 214e6, 250e6),
                             timed(46.9e3, 47.3e3, 47.8e3), std::nullopt});
  BOOST_TEST(cells[0].text == "84.0 ms");
  BOOST_TEST(cells[1].text == "210 ms");
  BOOST_TEST(cells[2].text == "0.0473 ms");
  BOOST_TEST(cells[3].text.empty());
  BOOST_TEST(cells[2].detail == "95 % interval 46.9 us to 47.8 us, n = 60");
}

BOOST_AUTO_TEST_CASE(compares_with_joblib_and_json_and_never_with_itself) {
  const auto cells = judged({timed(82e6, 84e6, 86e6), timed(210e6, 214e6, 220e6),
                             timed(46.9e3, 47.3e3, 47.8e3), std::nullopt});
  const std::vector<std::string> of_joblib{"1/2.5 of json"};
  const std::vector<std::string> of_json{"2.5x joblib"};
  const std::vector<std::string> of_mmap{"1/1,800 of joblib", "1/4,500 of json"};
  BOOST_TEST(words_of(cells[0]) == of_joblib, boost::test_tools::per_element());
  BOOST_TEST(words_of(cells[1]) == of_json, boost::test_tools::per_element());
  BOOST_TEST(words_of(cells[2]) == of_mmap, boost::test_tools::per_element());
  BOOST_TEST(cells[3].comparisons.empty());
}

BOOST_AUTO_TEST_CASE(marks_all_that_the_intervals_do_not_tell_from_the_best) {
  const auto cells =
      judged({timed(80, 84, 88), timed(200, 214, 230), timed(18, 20, 22), timed(21, 23, 25)});
  BOOST_TEST(!cells[0].best);
  BOOST_TEST(!cells[1].best);
  BOOST_TEST(cells[2].best);
  BOOST_TEST(cells[3].best);
}

BOOST_AUTO_TEST_CASE(marks_nothing_where_nothing_is_decided) {
  const auto overlapping = judged({timed(1, 5, 9), timed(2, 6, 9), timed(1, 4, 8), timed(3, 7, 9)});
  for (const Cell& cell : overlapping) BOOST_TEST(!cell.best);
  const auto alone = judged({timed(1, 2, 3), std::nullopt, std::nullopt, std::nullopt});
  BOOST_TEST(!alone[0].best);
}

BOOST_AUTO_TEST_CASE(compares_by_a_sign_where_intervals_overlap_or_are_missing) {
  const auto cells =
      judged({timed(80, 84, 88), timed(85, 90, 95), Quantity{.value = 20, .samples = 1}, {}});
  BOOST_TEST(cells[1].comparisons[0].words() == "≈ joblib");
  BOOST_TEST(cells[2].comparisons[0].words() == "≈ joblib");
  BOOST_TEST(cells[2].detail == "no interval, n = 1");
}

BOOST_AUTO_TEST_CASE(compares_memory_by_a_tenth) {
  const auto cells = judged({Quantity{.value = 41e6}, Quantity{.value = 39e6},
                             Quantity{.value = 320e3}, Quantity{.value = 330e3}},
                            byte_units());
  BOOST_TEST(cells[1].comparisons[0].words() == "≈ joblib");
  BOOST_TEST(cells[2].best);
  BOOST_TEST(cells[3].best);
  BOOST_TEST(!cells[0].best);
  BOOST_TEST(cells[0].detail.empty());
}

BOOST_AUTO_TEST_CASE(survives_zeros) {
  const auto cells = judged(
      {Quantity{.value = 0}, Quantity{.value = 0}, Quantity{.value = 4096}, {}}, byte_units());
  BOOST_TEST(cells[0].text == "0.0 KiB");
  BOOST_TEST(cells[2].comparisons.empty());
}

BOOST_AUTO_TEST_CASE(says_that_samples_are_means) {
  Quantity mean = timed(8.3, 8.4, 8.5);
  mean.each_is_mean = true;
  BOOST_TEST(judged({mean, {}, {}, {}})[0].detail ==
             "95 % interval 8.30 ns to 8.50 ns, n = 60 means");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
