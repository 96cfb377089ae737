#include "bench/coldstart/summary.hpp"

#include <boost/test/unit_test.hpp>
#include <sstream>

#include "bench/coldstart/summary_text.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::coldstart {
namespace {

namespace counter = reports::counter;

// A row of which sample i, in block i, takes times[i] ms.
reports::Series series(const std::string& name, const std::vector<double>& times) {
  reports::Series series = {.name = name, .run_name = name};
  for (const double time : times) {
    const auto block = static_cast<double>(series.rows.size());
    series.rows.push_back({.real_time_ns = time * 1e6,
                           .counters = {{std::string(counter::kBlock), block},
                                        {std::string(counter::kPeakRssBytes), 2097152},
                                        {std::string(counter::kPeakRssAtFloor), block < 4 ? 1 : 0},
                                        {std::string(counter::kReadBytes), 4096}}});
  }
  return series;
}

// The machine gets ten times slower, and b always takes twice as long as a.
reports::Document drifting() {
  return {.series = {series("process/do-nothing-static/warm", {1, 1, 1, 1, 1, 1, 1}),
                     series("process/a/warm", {1, 2, 3, 4, 6, 8, 10}),
                     series("process/b|1/warm", {2, 4, 6, 8, 12, 16, 20}),
                     series("process/a/cold", {50, 51})},
          .rejected = {{.run_name = "process/a/cold",
                        .kind = reports::NoteKind::dropped,
                        .reason = "4 of 5 pages stayed resident"},
                       {.run_name = "process/b|1/cold",
                        .kind = reports::NoteKind::failed,
                        .reason = "exited with 1"}}};
}

const RowSummary& row_of(const std::vector<RowSummary>& rows, std::string_view command,
                         std::string_view state) {
  for (const RowSummary& row : rows) {
    if (row.command == command && row.state == state) return row;
  }
  throw std::out_of_range(std::string(command));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(summary)

BOOST_AUTO_TEST_CASE(a_ratio_is_that_of_pairs_whatever_the_machine_does_meanwhile) {
  const auto rows = summarise(drifting());
  const RowSummary& slower = row_of(rows, "b|1", "warm");
  BOOST_TEST_REQUIRE(slower.ratio.has_value());
  BOOST_TEST(slower.ratio->estimate == 2, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(slower.ratio->interval->low == 2, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(slower.ratio->interval->high == 2, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(!row_of(rows, "a", "warm").ratio.has_value());  // the fastest is the base
}

BOOST_AUTO_TEST_CASE(the_reference_is_the_base_where_there_is_one) {
  reports::Document document = drifting();
  document.context[std::string(reports::context::kReference)] = "b|1";
  const auto rows = summarise(document);
  BOOST_TEST(row_of(rows, "a", "warm").ratio->estimate == 0.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(!row_of(rows, "b|1", "warm").ratio.has_value());
}

BOOST_AUTO_TEST_CASE(states_are_never_compared_with_each_other) {
  BOOST_TEST(!row_of(summarise(drifting()), "a", "cold").ratio.has_value());
}

BOOST_AUTO_TEST_CASE(what_was_not_kept_is_counted_by_its_kind) {
  const auto rows = summarise(drifting());
  BOOST_TEST(row_of(rows, "a", "cold").kept == 2U);
  BOOST_TEST(row_of(rows, "a", "cold").dropped == 1U);
  BOOST_TEST(row_of(rows, "b|1", "cold").kept == 0U);
  BOOST_TEST(row_of(rows, "b|1", "cold").failed == 1U);
  BOOST_TEST(row_of(rows, "b|1", "cold").reason == "exited with 1");
}

BOOST_AUTO_TEST_CASE(a_peak_of_which_half_is_at_the_floor_is_no_more_than_a_bound) {
  reports::Document document = drifting();
  BOOST_TEST(row_of(summarise(document), "a", "warm").peak_rss_at_floor);  // 4 of 7
  document.series[1].rows[0].counters[std::string(counter::kPeakRssAtFloor)] = 0;
  BOOST_TEST(!row_of(summarise(document), "a", "warm").peak_rss_at_floor);
}

BOOST_AUTO_TEST_CASE(floors_stand_last) {
  const auto rows = summarise(drifting());
  BOOST_TEST(rows.back().command == "do-nothing-static");
  BOOST_TEST(rows.back().is_floor);
}

BOOST_AUTO_TEST_CASE(the_terminal_table_is_aligned_and_says_what_is_missing) {
  BOOST_TEST(
      terminal_table(summarise(drifting())) ==
      R"(command            state   median       95 % interval                ratio    peak RSS   read  samples
a                  warm   4.00 ms  1.00 ms to 10.0 ms                       <= 2.0 MiB  4 KiB  7
b|1                warm   8.00 ms  2.00 ms to 20.0 ms  2.00 (2.00 to 2.00)  <= 2.0 MiB  4 KiB  7
a                  cold   50.5 ms             too few                       <= 2.0 MiB  4 KiB  2, 1 dropped
b|1                cold         -                                                              0, 1 failed
do-nothing-static  warm   1.00 ms  1.00 ms to 1.00 ms                       <= 2.0 MiB  4 KiB  7
)");
}

BOOST_AUTO_TEST_CASE(a_narrow_terminal_loses_what_is_least_needed) {
  reports::Document document = drifting();
  const std::string name = "process/" + std::string(50, 'x') + "/warm";
  document.series[1].name = document.series[1].run_name = name;
  const auto widest_line = [](const std::string& table) {
    std::istringstream lines(table);
    std::size_t widest = 0;
    for (std::string line; std::getline(lines, line);) widest = std::max(widest, line.size());
    return widest;
  };
  const auto rows = summarise(document);
  BOOST_TEST(widest_line(terminal_table(rows)) > 120U);
  const std::string narrow = terminal_table(rows, 100);
  BOOST_TEST(widest_line(narrow) <= 100U);
  BOOST_TEST(narrow.find("xxxxx...") != std::string::npos);
  BOOST_TEST(narrow.find("95 % interval") != std::string::npos);
  BOOST_TEST(terminal_table(rows, 80).find("peak RSS") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_pipe_does_not_break_a_markdown_table) {
  const std::string table = markdown_table(summarise(drifting()));
  BOOST_TEST(table.find("| b\\|1 | warm | 8.00 ms |") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(csv_has_seconds_and_nothing_where_nothing_is_known) {
  reports::Document document = drifting();
  document.series.erase(document.series.begin());
  document.series.front().name = document.series.front().run_name = "process/say \"a, b\"/warm";
  const std::string csv = csv_table(summarise(document));
  BOOST_TEST(csv.find("\n\"say \"\"a, "
                      "b\"\"\",warm,7,0,0,0.004,0.001,0.01,0.001,0.01,,,,,,,2097152,1,,,4096\n") !=
             std::string::npos);
  BOOST_TEST(csv.find("\nb|1,cold,0,0,1,,,,,,,,,,,,,,,,\n") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::coldstart
