#include "reports/judge/pairing.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "core/base/error.hpp"
#include "reports/results/vocabulary.hpp"
#include "tests/reports/compare/made_documents.hpp"

namespace alertsage::reports {
namespace {

const Metric kTime = metric_named(kRealTime);

Document of_run(const std::string& id, const std::string& planned = "12") {
  Document document = made_document({});
  document.context = {{"alertsage.pairs", id}, {"alertsage.pairs_planned", planned}};
  return document;
}

Row sample(double time, double batch, double block) {
  return {.real_time_ns = time, .counters = {{"batch", batch}, {"block", block}}};
}

// One file a date; one row a file, of 1, 2, 3, … ns in the order of the files.
Document of_files(const std::vector<std::string>& dates, double scale = 1) {
  Document document;
  Series series{.name = "a", .run_name = "a"};
  for (std::size_t i = 0; i < dates.size(); ++i) {
    document.sources.push_back("file" + std::to_string(i));
    document.dates.push_back(dates[i]);
    series.rows.push_back({.source = i, .real_time_ns = scale * static_cast<double>(i + 1)});
  }
  document.series = {series};
  return document;
}

std::string at(int minute) {
  return "2026-05-06T07:" + std::string(minute < 10 ? "0" : "") + std::to_string(minute) + ":00";
}

BOOST_AUTO_TEST_SUITE(pairing)

BOOST_AUTO_TEST_CASE(pairs_blocks_of_one_run_alone) {
  BOOST_TEST((design_of(of_run("x"), of_run("x")) == Design::paired_blocks));
  BOOST_TEST((design_of(of_run("x"), of_run("y")) == Design::unpaired));
  BOOST_TEST((design_of(of_run(""), of_run("")) == Design::unpaired));
  BOOST_TEST((design_of(of_run("x"), made_document({})) == Design::unpaired));
}

BOOST_AUTO_TEST_CASE(pairs_files_whose_dates_alternate) {
  const struct {
    std::vector<int> base;
    std::vector<int> contender;
    Design design;
  } rows[] = {
      {{0, 3, 4}, {1, 2, 5}, Design::paired_files},  // ABBAAB
      {{4, 0, 3}, {5, 1, 2}, Design::paired_files},  // in whatever order they are given
      {{0, 1, 2}, {3, 4, 5}, Design::unpaired},      // AAABBB
      {{0, 1, 4}, {2, 3, 5}, Design::unpaired},      // AABBAB
      {{0, 2, 4}, {1, 3}, Design::unpaired},         // not as many
      {{0}, {1}, Design::unpaired},                  // one of each is no design
      {{0, 4, 8}, {2, 4, 10}, Design::unpaired},     // nobody knows which of the second was first
      {{0, 3, 5}, {2, 3, 7}, Design::unpaired},  // nor whether a pair began before the last ended
      {{0, 0, 0}, {1, 1, 1}, Design::unpaired},  // AAABBB within two seconds
      {{0, 2, 4}, {1, 3, 5}, Design::unpaired},  // ABABAB: what comes first may be faster for it
      {{0, 3, 4, 6}, {1, 2, 5, 7}, Design::unpaired},      // first in three of four
      {{0, 3, 4, 7}, {1, 2, 5, 6}, Design::paired_files},  // ABBAABBA
  };
  for (const auto& row : rows) {
    std::vector<std::string> base, contender;
    for (const int minute : row.base) base.push_back(at(minute));
    for (const int minute : row.contender) contender.push_back(at(minute));
    BOOST_TEST((design_of(of_files(base), of_files(contender)) == row.design));
  }
  BOOST_TEST((design_of(of_files({at(0), ""}), of_files({at(1), at(3)})) == Design::unpaired));
}

BOOST_AUTO_TEST_CASE(makes_a_pair_of_equal_batch_and_block_in_their_order) {
  Series base{.rows = {sample(3, 1, 2), sample(1, 1, 0), sample(2, 1, 1), sample(9, 2, 0)}};
  Series contender{.rows = {sample(10, 1, 0),
                            sample(30, 1, 2),
                            sample(90, 2, 0),
                            sample(7, 2, 5),
                            sample(8, 3, 0),
                            {.real_time_ns = 5}}};
  const PairedBatches pairs = pairs_of_blocks(base, contender, kTime);
  BOOST_TEST((pairs.first == std::vector<Pair>{{1, 10}, {3, 30}}));
  BOOST_TEST((pairs.second == std::vector<Pair>{{9, 90}}));
}

BOOST_AUTO_TEST_CASE(takes_the_median_of_several_samples_of_a_block) {
  Series base{.rows = {sample(1, 1, 0), sample(2, 1, 0), sample(90, 1, 0)}};
  Series contender{.rows = {sample(4, 1, 0), sample(6, 1, 0)}};
  BOOST_TEST((pairs_of_blocks(base, contender, kTime).first == std::vector<Pair>{{2, 5}}));
}

BOOST_AUTO_TEST_CASE(makes_a_pair_of_the_files_that_were_made_together) {
  const Document base = of_files({at(4), at(0), at(2)});
  const Document contender = of_files({at(1), at(5), at(3)}, 10);
  const std::vector<Pair> expected = {{2, 10}, {3, 30}, {1, 20}};
  BOOST_TEST((pairs_of_files({base, base.series[0]}, {contender, contender.series[0]}, kTime) ==
              expected));
}

BOOST_AUTO_TEST_CASE(reads_how_many_pairs_are_planned_and_refuses_what_is_no_plan) {
  BOOST_TEST(pairs_planned(of_run("x", "60"), of_run("x", "60")) == 60U);
  for (const std::string planned : {"", "11", "13", "10", "60 ", "-60", "1002", "many"}) {
    BOOST_CHECK_THROW(pairs_planned(of_run("x", planned), of_run("x", planned)), Error);
  }
  BOOST_CHECK_THROW(pairs_planned(of_run("x", "60"), of_run("x", "12")), Error);
}

// Right answers by `date -u -d … +%s`.
BOOST_AUTO_TEST_CASE(reads_dates_as_benchmarks_write_them) {
  BOOST_TEST(seconds_of_date("2024-05-06T07:08:09+02:00").value() == 1714972089);
  BOOST_TEST(seconds_of_date("2024-05-06T07:08:09-05:30").value() == 1714999089);
  BOOST_TEST(seconds_of_date("2024-05-06 07:08:09").value() == 1714979289);
  BOOST_TEST(seconds_of_date("2024-05-06T07:08:09Z").value() == 1714979289);
  for (const char* text : {"", "1", "2024-05-06", "2024-13-06T07:08:09", "06/05/24 07:08:09",
                           "2024-05-06T07:08:09 oops", "2024-05-06T07:08:09+02:00x"}) {
    BOOST_TEST(!seconds_of_date(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
