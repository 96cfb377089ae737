#include "reports/results/leak_reader.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.hpp"
#include "reports/results/reader.hpp"
#include "reports/results/vocabulary.hpp"
#include "reports/results/writer.hpp"

namespace alertsage::reports {
namespace {

// Everything that a section can say.
LeakSection complete_section() {
  return {.name = "leak/command/serve --model a/marked-cycles",
          .strategy = std::string(leak_strategy::kCommand),
          .model = "serve --model a",
          .mode = std::string(leak_mode::kMarkedCycles),
          .loads = 60,
          .seconds = 2.5,
          .verdict = LeakVerdict::leak,
          .reason = "descriptors rise by 1 a cycle",
          .partial = "interrupted after 60 of 200 cycles",
          .command = "serve --model 'a b' \"c\"",
          .next_steps = {"valgrind --track-fds=yes serve", "heaptrack serve --model 'a b'"},
          .max_leak_bytes = 1024,
          .retention = Retention{.rss_anon_bytes = {1e6, 1.1e6, 1.2e6},
                                 .after_trim_bytes = 9e5,
                                 .grown_per_load = 1e5,
                                 .grown_low = 9e4,
                                 .grown_high = 1.1e5},
          .leaked = {{"descriptors", "/tmp/a\nb", 45}, {"shm_objects", "x", 0.5}},
          .first_load = {{"rss_anon_bytes", 4096}},
          .metrics = {{.name = "descriptors",
                       .kind = LeakMetricKind::counter,
                       .verdict = LeakVerdict::leak,
                       .slope_per_load = 1,
                       .slope_low = 1,
                       .slope_high = 1,
                       .smallest_leak = 0.9,
                       .warm_up_loads = 15,
                       .reason = "rises in 44 of 44 steps"}},
          .series = {{"descriptors", {4, 5, 6}}},
          .sparse_series = {{"pss_bytes", {.loads = {0, 30, 60}, .values = {1e6, 2e6, 3e6}}},
                            {"uss_bytes", {}}}};
}

nlohmann::json json_of(const LeakSection& section) {
  Document document;
  document.leaks = {section};
  return nlohmann::json::parse(document_json(document));
}

LeakSection read_back(const nlohmann::json& json) {
  return parse_document(json.dump(), "x").leaks.at(0);
}

BOOST_AUTO_TEST_SUITE(leak_reader)

BOOST_AUTO_TEST_CASE(reads_back_everything_that_a_section_can_say) {
  BOOST_TEST((read_back(json_of(complete_section())) == complete_section()));
}

BOOST_AUTO_TEST_CASE(reads_documents_from_before_a_section_could_say_why) {
  nlohmann::json json = json_of(complete_section());
  nlohmann::json& section = json["leaktest"][0];
  for (const char* key : {"seconds", "reason", "partial", "command", "next_steps", "max_leak_bytes",
                          "retention", "leaked", "sparse_series"}) {
    BOOST_TEST(section.erase(key) == 1U, key);
  }
  for (const char* key : {"warm_up_loads", "reason"}) section["metrics"][0].erase(key);
  LeakSection expected = complete_section();
  for (std::string* text : {&expected.reason, &expected.partial, &expected.command}) text->clear();
  expected.next_steps.clear();
  expected.max_leak_bytes = 0;
  expected.seconds.reset();
  expected.retention.reset();
  expected.leaked.clear();
  expected.sparse_series.clear();
  expected.metrics[0].warm_up_loads = 0;
  expected.metrics[0].reason.clear();
  BOOST_TEST((read_back(json) == expected));
}

// Absent figures were once zeros, which say that nothing grew.
BOOST_AUTO_TEST_CASE(keeps_apart_retention_that_was_not_established_and_none) {
  LeakSection section = complete_section();
  section.retention = Retention{.rss_anon_bytes = {1e6, 2e6}, .after_trim_bytes = 9e5};
  const nlohmann::json json = json_of(section);
  for (const char* key : {"grown_per_load", "grown_low", "grown_high"}) {
    BOOST_TEST(!json["leaktest"][0]["retention"].contains(key), key);
  }
  BOOST_TEST((read_back(json) == section));
  section.retention->grown_per_load = 0;
  BOOST_TEST((read_back(json_of(section)) == section));
}

BOOST_AUTO_TEST_CASE(writes_nothing_where_there_is_nothing_to_say) {
  const nlohmann::json section = json_of({.name = "leak/mmap/a/cache-get"})["leaktest"][0];
  for (const char* key : {"seconds", "reason", "partial", "command", "next_steps", "max_leak_bytes",
                          "retention", "leaked", "sparse_series"}) {
    BOOST_TEST(!section.contains(key), key);
  }
}

BOOST_AUTO_TEST_CASE(names_the_key_that_it_refuses) {
  const struct {
    const char* pointer;
    nlohmann::json value;
    std::string key;
  } rows[] = {
      {"/loads", -1, "loads"},
      {"/reason", 1, "reason"},
      {"/partial", true, "partial"},
      {"/command", nlohmann::json::array({"a"}), "command"},
      {"/next_steps", 7, "next_steps"},
      {"/next_steps/1", 7, "next_steps"},
      {"/seconds", "long", "seconds"},
      {"/max_leak_bytes", "1KiB", "max_leak_bytes"},
      {"/retention", 1, "rss_anon_bytes"},
      {"/retention/rss_anon_bytes", 1, "rss_anon_bytes"},
      {"/retention/after_trim_bytes", "much", "after_trim_bytes"},
      {"/retention/rss_anon_bytes/1", nullptr, "rss_anon_bytes"},  // once an abort in charts
      {"/retention/after_trim_bytes", nullptr, "after_trim_bytes"},
      {"/retention/grown_low", false, "grown_low"},
      {"/leaked", 3, "leaked"},
      {"/leaked/0/count", "many", "count"},
      {"/leaked/0/count", nullptr, "count"},
      {"/leaked/1/name", 1, "name"},
      {"/metrics/0/warm_up_loads", -1, "warm_up_loads"},
      {"/metrics/0/reason", 1, "reason"},
      {"/sparse_series", 1, "sparse_series"},
      {"/sparse_series/pss_bytes", 1, "values"},
      {"/sparse_series/pss_bytes/loads", nlohmann::json::array({0, 30, 30}), "loads"},
      {"/sparse_series/pss_bytes/loads", nlohmann::json::array({0, 30}), "values"},
      {"/sparse_series/pss_bytes/loads/0", 0.5e16, "loads"},
      {"/series/descriptors", 4, "descriptors"},
  };
  for (const auto& row : rows) {
    nlohmann::json json = json_of(complete_section());
    json["leaktest"][0][nlohmann::json::json_pointer(row.pointer)] = row.value;
    BOOST_CHECK_EXCEPTION(parse_document(json.dump(), "r.json"), Error, [&](const Error& error) {
      BOOST_TEST(std::string(error.what()) ==
                 "r.json: absent or of another type in a leak section: '" + row.key + "'");
      return error.kind() == ErrorKind::format;
    });
  }
}

// Series may have gaps, and all else that has no number was not measured.
BOOST_AUTO_TEST_CASE(takes_a_number_that_is_none_for_what_was_not_measured) {
  nlohmann::json json = json_of(complete_section());
  nlohmann::json& section = json["leaktest"][0];
  for (const char* pointer : {"/seconds", "/retention/grown_low", "/first_load/rss_anon_bytes",
                              "/metrics/0/slope_low", "/series/descriptors/1"}) {
    section[nlohmann::json::json_pointer(pointer)] = nullptr;
  }
  const LeakSection read = read_back(json);
  BOOST_TEST(!read.seconds.has_value());
  BOOST_TEST(!read.retention->grown_low.has_value());
  BOOST_TEST(read.first_load.empty());
  BOOST_TEST(!read.metrics.at(0).slope_low.has_value());
  BOOST_TEST(std::isnan(read.series.at("descriptors").at(1)));
}

BOOST_AUTO_TEST_CASE(tells_sections_of_models_from_those_of_commands_and_processes) {
  BOOST_TEST(is_of_a_model({.strategy = "mmap"}));
  BOOST_TEST(is_of_a_model({.strategy = "plugin-x"}));
  BOOST_TEST(!is_of_a_model({.strategy = "command"}));
  BOOST_TEST(!is_of_a_model({.strategy = "process"}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
