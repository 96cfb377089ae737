#include "reports/charts/rounding.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

namespace alertsage::reports {
namespace {

Interval interval_of(double low, double high) {
  return {.low = low, .high = high, .coverage = 0.95};
}

BOOST_AUTO_TEST_SUITE(rounding)

BOOST_AUTO_TEST_CASE(gives_no_more_digits_than_the_interval_supports) {
  BOOST_TEST(supported_digits(100, interval_of(99, 101)) == 3);
  BOOST_TEST(supported_digits(100, interval_of(91, 110)) == 3);
  BOOST_TEST(supported_digits(100, interval_of(90, 110)) == 2);
  BOOST_TEST(supported_digits(32.2, interval_of(24.5, 48.2)) == 2);
  BOOST_TEST(supported_digits(100, interval_of(10, 210)) == 1);
  BOOST_TEST(supported_digits(100, std::nullopt) == 2);
  BOOST_TEST(supported_digits(0, interval_of(0, 1)) == 2);
}

BOOST_AUTO_TEST_CASE(writes_significant_digits_in_plain_decimals) {
  const struct {
    double value;
    int digits;
    const char* text;
  } rows[] = {{0.0473219, 3, "0.0473"},
              {8.314, 3, "8.31"},
              {8.0, 3, "8.00"},
              {99.96, 3, "100"},
              {999.6, 3, "1,000"},
              {1097, 2, "1,100"},
              {107834, 2, "110,000"},
              {1234567, 3, "1,230,000"},
              {-12345, 3, "-12,300"},
              {-0.05, 1, "-0.05"},
              {0, 2, "0.0"},
              {9.996, 3, "10.0"},
              {4.6, 1, "5"}};
  for (const auto& row : rows) BOOST_TEST(significant(row.value, row.digits) == row.text);
}

BOOST_AUTO_TEST_CASE(takes_the_unit_in_which_a_figure_is_a_small_number) {
  BOOST_TEST(time_figure(8.39, 3) == "8.39 ns");
  BOOST_TEST(time_figure(47300, 3) == "47.3 us");
  BOOST_TEST(time_figure(999600, 3) == "1.00 ms");  // 1,000 us after rounding
  BOOST_TEST(time_figure(1.071e9, 2) == "1.1 s");
  BOOST_TEST(time_figure(9.9e12, 2) == "9,900 s");
  BOOST_TEST(time_figure(0.4, 2) == "0.40 ns");
  BOOST_TEST(bytes_figure(310.4, 2) == "310 B");
  BOOST_TEST(bytes_figure(0.3, 2) == "0 B");
  BOOST_TEST(bytes_figure(-2150, 2) == "-2.1 KiB");
  BOOST_TEST(bytes_figure(23068672, 3) == "22.0 MiB");
}

BOOST_AUTO_TEST_CASE(rounds_a_bound_to_its_far_side) {
  const struct {
    double bytes;
    const char* at_most;
    const char* at_least;
  } rows[] = {{0, "0 B", "0 B"},
              {1.0 / 36, "1 B", "0 B"},
              {4096.0 / 36, "114 B", "113 B"},
              {310, "310 B", "310 B"},
              {1014, "1,020 B", "1,010 B"},
              {1023, "1.0 KiB", "0.99 KiB"},
              {4096, "4.0 KiB", "4.0 KiB"},
              {4097, "4.1 KiB", "4.0 KiB"},
              {41000, "41 KiB", "40 KiB"},
              {-2100, "-2.0 KiB", "-2.1 KiB"},
              {-0.5, "0 B", "-1 B"},
              {-1.5, "-1 B", "-2 B"}};
  for (const auto& row : rows) {
    BOOST_TEST(bytes_at_most(row.bytes) == row.at_most);
    BOOST_TEST(bytes_at_least(row.bytes) == row.at_least);
  }
  BOOST_TEST(significant(rounded_up(1.0 / 36, 2), 2) == "0.028");
  BOOST_TEST(significant(rounded_down(1.0 / 36, 2), 2) == "0.027");
  BOOST_TEST(rounded_up(0.3, 1) == 0.3, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(rounded_up(9.96, 2) == 10);
}

BOOST_AUTO_TEST_CASE(finds_one_unit_for_a_column) {
  const auto unit = [](std::vector<double> values) {
    const auto found = common_unit(time_units(), values);
    return found ? std::string(found->name) : std::string("none");
  };
  BOOST_TEST(unit({47.3e3, 84e6, 214e6, 7.3e6, 2.4e6, 1.1e9}) == "ms");
  BOOST_TEST(unit({2.41e6, 6.14e6, 254e3, 218e3}) == "ms");
  BOOST_TEST(unit({8.4, 14}) == "ns");
  BOOST_TEST(unit({33e6, 0.27e9, 8.4e9, 21e9}) == "s");
  BOOST_TEST(unit({0, 84e6}) == "ms");
  BOOST_TEST(unit({8.4, 1e9}) == "none");  // eight decades: no unit shows both
  BOOST_TEST(unit({}) == "none");
  BOOST_TEST(unit({0, 0}) == "none");
  BOOST_TEST(unit({2e6, 110e9}) == "ms");  // 2.0 ms and 110,000 ms rather than 0.0020 s
}

BOOST_AUTO_TEST_CASE(writes_multiples_with_two_digits) {
  BOOST_TEST(multiple(1.04) == "1.0x");
  BOOST_TEST(multiple(9.96) == "10x");
  BOOST_TEST(multiple(17.8) == "18x");
  BOOST_TEST(multiple(1789) == "1,800x");
  BOOST_TEST(multiple(9.94e6) == "9.9 million x");
}

BOOST_AUTO_TEST_CASE(compares_two_figures_in_words) {
  BOOST_TEST(comparison(2, 36, "joblib") == "18x less than joblib");
  BOOST_TEST(comparison(36, 2, "joblib") == "18x more than joblib");
  BOOST_TEST(comparison(1.0, 1.02, "joblib") == "as much as joblib");
}

BOOST_AUTO_TEST_CASE(compares_two_figures_as_a_share) {
  BOOST_TEST(share_of(2, 36) == "1/18");
  BOOST_TEST(share_of(1, 1800) == "1/1,800");
  BOOST_TEST(share_of(1, 4.6e6) == "1/4.6 million");
  BOOST_TEST(share_of(7, 10) == "0.70x");
  BOOST_TEST(share_of(2.1, 1) == "2.1x");
}

BOOST_AUTO_TEST_CASE(writes_counts_without_decimals) {
  BOOST_TEST(count_text(39.9) == "39");
  BOOST_TEST(count_text(288) == "288");
  BOOST_TEST(count_text(100000) == "100,000");
  BOOST_TEST(count_text(123456) == "123,000");
  BOOST_TEST(whole_number(230068) == "230,068");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
