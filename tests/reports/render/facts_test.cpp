#include "reports/render/facts.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "reports/results/vocabulary.hpp"
#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(facts)

BOOST_AUTO_TEST_CASE(puts_date_and_machine_into_one_line) {
  BOOST_TEST(machine_line(fixture::complete_document()) ==
             "2025-06-01 12:34:56+00:00, Example CPU @ 2.60GHz x 2, virtualised, Linux 6.18.5, "
             "ext4");
  BOOST_TEST(machine_line(fixture::two_rows()) == "2025-06-01 12:34:56+00:00, 2 CPUs");
  BOOST_TEST(machine_line(Document{}).empty());
}

BOOST_AUTO_TEST_CASE(labels_what_it_knows_and_keeps_every_other_key) {
  Document document;
  document.context = {{"alertsage.cpu", "Example"},
                      {"custom", "x"},
                      {"alertsage.left_out.load/json/m/warm", "why"},
                      {"alertsage.model.m.terms", "5000"}};
  const std::vector<Fact> expected{{"CPU", "Example"}, {"custom", "x"}};
  BOOST_TEST((environment_facts(document) == expected));
}

// Google Benchmark's list of caches once stood in reports with an escape for each end of a line.
BOOST_AUTO_TEST_CASE(puts_a_value_of_many_lines_on_one) {
  Document document;
  document.context = {{"caches", "[\n    {\n      \"level\": 1\n    }\n  ]"}};
  BOOST_TEST(
      (environment_facts(document) == std::vector<Fact>{{"caches", "[ { \"level\": 1 } ]"}}));
}

BOOST_AUTO_TEST_CASE(describes_a_model) {
  Document document;
  document.context = {{"alertsage.model.m.safetensors_bytes", "23068672"},
                      {"alertsage.model.m.terms", "230068"},
                      {"alertsage.model.m.dtype", "f32"},
                      {"alertsage.model.m.2.terms", "7"}};  // of a model named m.2
  BOOST_TEST(model_facts(document, "m") == "f32, safetensors 22.0 MiB, 230,068 terms");
  BOOST_TEST(model_facts(document, "m.2") == "7 terms");
}

bool mentions_cold(const Document& document) {
  const auto remarks = model_remarks(Measurements(document), "m");
  return std::any_of(remarks.begin(), remarks.end(),
                     [](const std::string& remark) { return remark.starts_with("Cold,"); });
}

BOOST_AUTO_TEST_CASE(says_that_a_cold_map_costs_a_cold_read_only_where_it_does) {
  for (const auto& [mapped, expected] : {std::pair(8.0e6, true), std::pair(2.0e6, false)}) {
    Document document;
    fixture::add_series(document, "first_prediction/mmap/m/cold", mapped, 30);
    fixture::add_series(document, "first_prediction/read/m/cold", 8.2e6, 30);
    BOOST_TEST(mentions_cold(document) == expected);
  }
}

BOOST_AUTO_TEST_CASE(gives_floors_and_the_leak_test_of_the_cache) {
  Document document = fixture::complete_document();
  LeakSection cache = fixture::leak_section("mmap", "alertsage", 0);
  cache.mode = leak_mode::kCacheGetInvalidate;
  document.leaks.push_back(cache);
  const auto remarks = model_remarks(Measurements(document), "alertsage");
  BOOST_REQUIRE(remarks.size() == 3);
  BOOST_TEST(remarks[0].starts_with("For scale: a process that does nothing takes 1.6"));
  BOOST_TEST(remarks[2] ==
             "Leak test, cache-get-invalidate with mmap, 50 times: clean (RssAnon: clean, at most "
             "310 B a cycle; heap in use: clean, at most 1 B a cycle).");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
