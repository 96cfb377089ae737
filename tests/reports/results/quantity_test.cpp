#include "reports/results/quantity.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(quantity)

BOOST_AUTO_TEST_CASE(writes_times_with_three_digits_in_a_unit_of_which_there_is_one) {
  const struct {
    double nanoseconds;
    std::string text;
  } rows[] = {{0, "0.00 ns"},      {0.166, "0.17 ns"},  {8.314, "8.31 ns"}, {47.26, "47.3 ns"},
              {99.96, "100 ns"},   {999.4, "999 ns"},   {999.6, "1.00 us"}, {47'261, "47.3 us"},
              {296.1e6, "296 ms"}, {999.7e6, "1.00 s"}, {1.1e9, "1.10 s"},  {4321e9, "4321 s"}};
  for (const auto& row : rows) BOOST_TEST(time_text(row.nanoseconds) == row.text);
}

BOOST_AUTO_TEST_CASE(writes_bytes_in_full_while_they_are_few) {
  const struct {
    double bytes;
    std::string text;
  } rows[] = {{0, "0 B"},
              {4096, "4,096 B"},
              {-64, "-64 B"},
              {9999, "9,999 B"},
              {10240, "10.0 KiB"},
              {1048100, "1.00 MiB"},
              {23068672, "22.0 MiB"},
              {-23068672, "-22.0 MiB"},
              {3.5 * 0x1p30, "3.50 GiB"},
              {2 * 0x1p40, "2.00 TiB"}};
  for (const auto& row : rows) BOOST_TEST(bytes_text(row.bytes) == row.text);
}

BOOST_AUTO_TEST_CASE(writes_counts_in_full) {
  const struct {
    double count;
    std::string text;
  } rows[] = {
      {0, "0"},        {7, "7"},         {1815, "1,815"}, {2.5, "2.50"}, {-1234567, "-1,234,567"},
      {1e18, "1e+18"}, {1234.5, "1,234"}};
  for (const auto& row : rows) BOOST_TEST(number_text(row.count) == row.text);
}

BOOST_AUTO_TEST_CASE(writes_changes_with_their_sign) {
  const struct {
    double ratio;
    std::string text;
  } rows[] = {{1, "0.0 %"},      {1.0004, "0.0 %"}, {0.9996, "0.0 %"}, {1.032, "+3.2 %"},
              {0.968, "-3.2 %"}, {0.52, "-48 %"},   {1.0996, "+10 %"}, {22.4, "+2140 %"}};
  for (const auto& row : rows) BOOST_TEST(change_text(row.ratio) == row.text);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
