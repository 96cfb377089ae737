#include "reports/compare/text/metric_table.hpp"

#include <boost/test/unit_test.hpp>

#include "reports/compare/text/comparison_text.hpp"
#include "tests/reports/compare/made_documents.hpp"
#include "tests/reports/compare/unpaired.hpp"

namespace alertsage::reports {
namespace {

struct Factors {
  std::string name;
  double time = 1;
  double allocations = 1;
};

// Rows of both sides, which have four metrics. Some have a fifth, in which nothing can be told.
Comparison compared(const std::vector<Factors>& rows, bool with_unclear = false) {
  const auto document = [&](bool is_new) {
    std::vector<Series> series;
    for (const Factors& row : rows) {
      series.push_back(made_series(row.name, steady(1e6 * (is_new ? row.time : 1))));
      double place = 0;
      for (Row& sample : series.back().rows) {
        place += 1;
        sample.counters = {{"allocations", 100 * (is_new ? row.allocations : 1)},
                           {"peak_rss_bytes", 1e6 + place},
                           {"read_bytes", 4096 + place},
                           {"cpu_time_ns", 2e6 + place}};
        if (with_unclear) sample.counters["faults"] = place * place * place;
      }
    }
    return made_document(series);
  };
  std::vector<std::string> metrics{"real_time", "peak_rss_bytes", "allocations", "read_bytes",
                                   "cpu_time_ns"};
  if (with_unclear) metrics.emplace_back("faults");
  return compare_unpaired(document(false), document(true), {.metrics = metrics});
}

std::vector<std::string> names_of(const std::vector<const Metric*>& metrics) {
  std::vector<std::string> names;
  for (const Metric* metric : metrics) names.push_back(metric->name);
  return names;
}

using Names = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(metric_table)

BOOST_AUTO_TEST_CASE(gives_a_table_to_time_and_to_metrics_that_changed) {
  const auto in_full = [](const Comparison& comparison) {
    return names_of(metrics_by_change(comparison).in_full);
  };
  const Comparison worse = compared({{"a"}, {"b", 1, 1.2}}, true);
  BOOST_TEST(in_full(worse) == (Names{"real_time", "allocations", "faults"}));
  BOOST_TEST(names_of(metrics_by_change(worse).unchanged) ==
             (Names{"cpu_time_ns", "peak_rss_bytes", "read_bytes"}));
  BOOST_TEST(in_full(compared({{"a"}, {"b", 1, 0.8}})) == (Names{"real_time", "allocations"}));
  BOOST_TEST(in_full(compared({{"a", 1.001}})) == Names{"real_time"});
}

BOOST_AUTO_TEST_CASE(says_of_metrics_that_did_not_change_as_much_in_a_line) {
  Comparison comparison = compared({{"a"}, {"b", 1, 1.2}});
  const auto lines = [&] {
    return unchanged_lines(comparison, metrics_by_change(comparison).unchanged);
  };
  BOOST_TEST(lines() == Names{"same in cpu_time_ns, peak_rss_bytes, read_bytes: 2 rows each"});
  const auto set = [&](std::string_view metric, std::string_view name) {
    for (RowComparison& row : comparison.rows) {
      if (row.metric.name == metric && (name.empty() || row.name == name))
        row.change = Change::not_slower;
    }
  };
  set("read_bytes", "a");
  set("cpu_time_ns", "");
  BOOST_TEST(lines() ==
             (Names{"not slower in cpu_time_ns: 2 rows", "same in peak_rss_bytes: 2 rows",
                    "same or not worse in read_bytes: 2 rows"}));
}

BOOST_AUTO_TEST_CASE(prints_all_tables_where_asked) {
  const Comparison comparison = compared({{"a"}, {"b", 1, 1.2}});
  const auto has = [](const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
  };
  const std::string line = "same in cpu_time_ns, peak_rss_bytes, read_bytes: 2 rows each\n";
  BOOST_TEST(has(comparison_table(comparison, false), "\n\n" + line + "\n"));
  BOOST_TEST(!has(comparison_table(comparison, false), "peak_rss_bytes, limit +5.0 %"));
  BOOST_TEST(has(comparison_table(comparison, false), "worse\nand 1 row unchanged\n"));
  BOOST_TEST(!has(comparison_table(comparison, false, true), "same in "));
  BOOST_TEST(!has(comparison_table(comparison, false, true), "unchanged"));
  BOOST_TEST(has(comparison_table(comparison, false, true), "peak_rss_bytes, limit +5.0 %\nrow"));
  BOOST_TEST(has(comparison_markdown(comparison, true), "limit +5.0 %"));
}

BOOST_AUTO_TEST_CASE(has_what_changed_above_all_else_and_the_rest_as_the_base_has_it) {
  std::vector<Factors> rows;
  for (int i = 0; i < 58; ++i) rows.push_back({"same" + std::to_string(i), i % 3 == 0 ? 1.001 : 1});
  rows.insert(rows.begin() + 20, {"slow", 1.2});
  rows.push_back({"slowest", 1.5});
  rows.push_back({"fast", 0.7});
  const Comparison comparison = compared(rows);
  const auto tables = metric_tables(comparison, {&comparison.metrics.front()});
  BOOST_TEST(tables.front().changed == 3U);
  Names names;
  for (const auto& cells : tables.front().rows) names.push_back(cells.front());
  Names expected{"slowest", "slow", "fast"};
  for (int i = 0; i < 58; ++i) expected.push_back("same" + std::to_string(i));
  BOOST_TEST(names == expected);
}

// Names of more bytes than columns moved the figures to the left.
BOOST_AUTO_TEST_CASE(aligns_figures_by_columns) {
  const std::string text = comparison_table(
      compare_unpaired(
          made_document({made_series("größe/ä", steady(50)), made_series("groesse", steady(50))}),
          made_document({made_series("größe/ä", steady(51)), made_series("groesse", steady(51))})),
      false);
  BOOST_TEST(text.find("\ngröße/ä  50.0 ns") != std::string::npos);
  BOOST_TEST(text.find("\ngroesse  50.0 ns") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
