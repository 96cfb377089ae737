#include "reports/render/report.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"
#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(has_a_section_for_each_model_and_the_sweep_apart) {
  const Report report = make_report(fixture::complete_document(), "");
  BOOST_TEST(report.title == "What it costs to load incidents-23MB and alertsage");
  BOOST_REQUIRE(report.models.size() == 2);
  for (const ModelReport& model : report.models) {
    BOOST_TEST(model.charts.size() == 3);
    BOOST_TEST(model.distributions.size() == 4);
  }
  BOOST_TEST(report.size_chart.has_value());
  BOOST_TEST(report.advice.size() == 3);
}

BOOST_AUTO_TEST_CASE(shows_one_model_where_that_is_asked_for) {
  const Report report = make_report(fixture::complete_document(), "alertsage");
  BOOST_REQUIRE(report.models.size() == 1);
  BOOST_TEST(report.models[0].model == "alertsage");
  BOOST_TEST(report.advice[0].elsewhere.empty());
}

BOOST_AUTO_TEST_CASE(refuses_a_model_that_is_not_there_and_names_those_that_are) {
  BOOST_CHECK_EXCEPTION(
      make_report(fixture::complete_document(), "mine"), Error, [](const Error& error) {
        return error.kind() == ErrorKind::usage &&
               error.cause().find("incidents-23MB and alertsage") != std::string::npos;
      });
}

BOOST_AUTO_TEST_CASE(lists_every_series_and_says_which_samples_are_means) {
  const Document document = fixture::complete_document();
  const Report report = make_report(document, "");
  BOOST_TEST(report.rows.size() == document.series.size());
  const auto get = std::find_if(report.rows.begin(), report.rows.end(), [](const RowSummary& row) {
    return row.name == "cached_get/mmap/alertsage/threads:1";
  });
  BOOST_REQUIRE(get != report.rows.end());
  BOOST_TEST(get->samples == 30);
  BOOST_TEST(get->median == "8.39 ns");
  BOOST_TEST(get->remark == "each a mean of 100,000 iterations");
}

BOOST_AUTO_TEST_CASE(loses_no_note) {
  const Document document = fixture::complete_document();
  const Report report = make_report(document, "");
  const Omissions& omissions = report.omissions;
  BOOST_TEST(omissions.dropped.size() + omissions.left_out.size() + omissions.remarks.size() ==
             document.notes.size());
  BOOST_TEST(omissions.remarks[0].reason.starts_with("1 aggregate row of the library (BigO) is "));
}

BOOST_AUTO_TEST_CASE(reports_a_document_of_another_benchmark) {
  Document document;
  fixture::add_series(document, "BM_sort/1024", 5e3, 10);
  const Report report = make_report(document, "");
  BOOST_TEST(report.models.empty());
  BOOST_TEST(report.advice.empty());
  BOOST_TEST(report.rows.size() == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
