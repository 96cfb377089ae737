#include "reports/judge/metric.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(metric)

BOOST_AUTO_TEST_CASE(knows_unit_direction_and_exactness_by_name) {
  const struct {
    std::string name;
    MetricUnit unit;
    Better better;
    bool exact;
  } rows[] = {
      {"real_time", MetricUnit::time, Better::less, false},
      {"cpu_time", MetricUnit::time, Better::less, false},
      {"cpu_seconds", MetricUnit::time, Better::less, false},
      {"first_output_ns", MetricUnit::time, Better::less, false},
      {"peak_rss_bytes", MetricUnit::bytes, Better::less, false},
      {"read_bytes", MetricUnit::bytes, Better::less, false},
      {"allocated_bytes", MetricUnit::bytes, Better::less, true},
      {"net_bytes", MetricUnit::bytes, Better::less, true},
      {"peak_live_bytes", MetricUnit::bytes, Better::less, true},
      {"max_bytes_used", MetricUnit::bytes, Better::less, true},
      {"net_heap_growth", MetricUnit::bytes, Better::less, true},
      {"total_allocated_bytes", MetricUnit::bytes, Better::less, true},
      {"allocs_per_iter", MetricUnit::count, Better::less, true},
      {"allocations", MetricUnit::count, Better::less, true},
      {"minor_faults", MetricUnit::count, Better::less, false},
      {"bytes_per_second", MetricUnit::rate, Better::more, false},
      {"items_per_second", MetricUnit::rate, Better::more, false},
      {"lookups/s", MetricUnit::rate, Better::more, false},
      {"anything", MetricUnit::count, Better::less, false},
  };
  for (const auto& row : rows) {
    const Metric expected{row.name, row.unit, row.better, row.exact};
    BOOST_TEST((metric_named(row.name) == expected), row.name);
  }
}

BOOST_AUTO_TEST_CASE(knows_which_names_say_what_is_better) {
  for (const char* name : {"real_time", "x_ns", "read_bytes", "allocations", "allocs_per_iter",
                           "minor_faults", "major_faults", "items_per_second", "lookups/s"}) {
    BOOST_TEST(tells_direction(name), name);
  }
  for (const char* name : {"hits", "FooRate", "per_second_x", "CYCLES"}) {
    BOOST_TEST(!tells_direction(name), name);
  }
}

BOOST_AUTO_TEST_CASE(takes_values_in_its_unit_and_none_that_is_not_finite) {
  const Row row{.real_time_ns = 5,
                .cpu_time_ns = 4,
                .counters = {{"cpu_seconds", 0.25}, {"x_ns", 7}, {"bad", NAN}, {"zero", 0}}};
  BOOST_TEST(value_of(row, metric_named("real_time")).value() == 5);
  BOOST_TEST(value_of(row, metric_named("cpu_time")).value() == 4);
  BOOST_TEST(value_of(row, metric_named("cpu_seconds")).value() == 0.25e9);
  BOOST_TEST(value_of(row, metric_named("x_ns")).value() == 7);
  BOOST_TEST(value_of(row, metric_named("zero")).value() == 0);
  BOOST_TEST(!value_of(row, metric_named("bad")).has_value());
  BOOST_TEST(!value_of(row, metric_named("absent")).has_value());
  BOOST_TEST(!value_of(Row{}, metric_named("cpu_time")).has_value());

  const Series series{.rows = {row, Row{}, row}};
  BOOST_TEST(values_of(series, metric_named("x_ns")).size() == 2U);
}

BOOST_AUTO_TEST_CASE(writes_values_with_their_unit) {
  BOOST_TEST(value_text(47'261, metric_named("real_time")) == "47.3 us");
  BOOST_TEST(value_text(23'068'672, metric_named("peak_rss_bytes")) == "22.0 MiB");
  BOOST_TEST(value_text(1815, metric_named("minor_faults")) == "1,815");
  BOOST_TEST(value_text(1815, metric_named("items_per_second")) == "1,815 /s");
}

BOOST_AUTO_TEST_CASE(calls_times_slower_and_all_else_worse) {
  BOOST_TEST(word_of(Change::slower, metric_named("real_time")) == "slower");
  BOOST_TEST(word_of(Change::slower, metric_named("items_per_second")) == "slower");
  BOOST_TEST(word_of(Change::slower, metric_named("peak_rss_bytes")) == "worse");
  BOOST_TEST(word_of(Change::faster, metric_named("allocations")) == "better");
  BOOST_TEST(word_of(Change::not_slower, metric_named("allocations")) == "not worse");
  BOOST_TEST(word_of(Change::same, metric_named("allocations")) == "same");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
