#include "reports/render/advice.hpp"

#include <boost/test/unit_test.hpp>

#include "reports/results/vocabulary.hpp"
#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

struct Sentences {
  Advice one_shot, service, workers;
};

Sentences sentences_of(const Document& document, const std::vector<std::string>& models) {
  const auto advice = advise(Measurements(document), models);
  BOOST_REQUIRE(advice.size() == 3);
  return {advice[0], advice[1], advice[2]};
}

void add_exact(Document& document, std::string name, double ns) {
  fixture::add_series(document, std::move(name), ns, 10, 0);
}

void add_memory(Document& document, std::string strategy, double own, double shared) {
  LeakSection section = fixture::leak_section(std::move(strategy), "m", 0);
  section.first_load = {{"private_bytes", own}, {"shared_bytes", shared}};
  document.leaks.push_back(std::move(section));
}

BOOST_AUTO_TEST_SUITE(advice)

BOOST_AUTO_TEST_CASE(computes_the_sentence_for_a_one_shot_command) {
  Document document;
  add_exact(document, "process/mmap/m/warm", 2.1e6);
  add_exact(document, "process/read/m/warm", 10e6);
  add_exact(document, "process/joblib/m/warm", 37.8e6);
  add_exact(document, "process/python/m/warm", 840e6);
  add_exact(document, "process/mmap/m/cold", 30e6);
  add_exact(document, "process/joblib/m/cold", 60e6);
  const Advice advice = sentences_of(document, {"m"}).one_shot;
  BOOST_TEST(advice.use == "One-shot command");
  BOOST_TEST(advice.verdict == "Map the model file.");
  BOOST_TEST(
      advice.reason ==
      "A fresh process answers in 2.10 ms with mmap; with joblib 37.8 ms (18x), with a whole "
      "Python process 840 ms (400x). Cold: 30.0 ms with mmap, 60.0 ms with joblib.");
  BOOST_TEST(advice.elsewhere.empty());
}

BOOST_AUTO_TEST_CASE(computes_the_sentence_for_a_service) {
  Document document;
  add_exact(document, "cached_get/mmap/m/threads:1", 10);
  add_exact(document, "load/mmap/m/warm", 50e3);
  add_exact(document, "load/joblib/m/warm", 80e6);
  add_exact(document, "batch/mmap/m/cached/100", 2e6);
  add_exact(document, "batch/joblib/m/cached/100", 82e6);
  add_exact(document, "batch/mmap/m/uncached/100", 7e6);
  add_exact(document, "batch/joblib/m/uncached/100", 8.2e9);
  const Advice advice = sentences_of(document, {"m"}).service;
  BOOST_TEST(advice.verdict == "Keep the model in the cache, filled with mmap.");
  BOOST_TEST(advice.reason ==
             "A cached get takes 10.0 ns, a load with mmap 50.0 us (5,000x), a load with joblib "
             "80.0 ms (8.0 million x). Loaded once, 100 incidents take 2.00 ms with mmap; with "
             "joblib 82.0 ms (41x). Loaded for each, 7.00 ms with mmap; with joblib 8.20 s "
             "(1,200x).");
}

BOOST_AUTO_TEST_CASE(computes_the_sentence_for_workers) {
  constexpr double kMebibyte = 1024.0 * 1024;
  Document document;
  add_memory(document, "mmap", 0.25 * kMebibyte, 4 * kMebibyte);
  add_memory(document, "joblib", 40 * kMebibyte, 2 * kMebibyte);
  const Advice advice = sentences_of(document, {"m"}).workers;
  BOOST_TEST(advice.verdict == "Map the model file in every worker.");
  BOOST_TEST(
      advice.reason ==
      "Each worker adds 260 KiB with mmap; with joblib 40 MiB (160x). Eight workers hold 6.0 "
      "MiB with mmap and 320 MiB with joblib, with what they share counted once.");
}

BOOST_AUTO_TEST_CASE(says_that_overlapping_intervals_do_not_decide) {
  Document document;
  fixture::add_series(document, "process/mmap/m/warm", 2.10e6, 40);
  fixture::add_series(document, "process/mmap-populate/m/warm", 2.11e6, 40);
  add_exact(document, "process/joblib/m/warm", 40e6);
  const Advice advice = sentences_of(document, {"m"}).one_shot;
  BOOST_TEST(advice.verdict.find("the data do not tell them apart") != std::string::npos);
  BOOST_TEST(advice.verdict.find("mmap-populate") != std::string::npos);
  BOOST_TEST(advice.verdict.find("joblib") == std::string::npos);
  BOOST_TEST(advice.reason.ends_with("Their intervals overlap."));
}

BOOST_AUTO_TEST_CASE(decides_nothing_from_single_samples) {
  const Document document = fixture::one_sample_a_row();
  const Sentences sentences = sentences_of(document, {"incidents-23MB"});
  BOOST_TEST(sentences.one_shot.verdict == "The data do not decide.");
  BOOST_TEST(sentences.one_shot.reason.ends_with("There are too few samples for intervals."));
  BOOST_TEST(sentences.service.verdict == "The data do not decide whether a cache pays.");
}

BOOST_AUTO_TEST_CASE(does_not_claim_that_a_cache_pays_where_it_does_not) {
  Document document;
  add_exact(document, "batch/mmap/m/cached/100", 2e6);
  add_exact(document, "batch/joblib/m/cached/100", 82e6);
  add_exact(document, "batch/mmap/m/uncached/100", 2e6);
  BOOST_TEST(sentences_of(document, {"m"}).service.verdict ==
             "The data do not decide whether a cache pays.");
}

BOOST_AUTO_TEST_CASE(says_what_was_not_measured) {
  const Sentences sentences = sentences_of(fixture::two_rows(), {"mine"});
  for (const Advice& advice : {sentences.one_shot, sentences.service, sentences.workers}) {
    BOOST_TEST(advice.verdict == "Not measured.");
    BOOST_TEST(advice.reason.find("The files have no ") != std::string::npos);
    BOOST_TEST(advice.reason.find("mine") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(does_not_choose_from_one) {
  Document document;
  add_exact(document, "process/mmap/m/warm", 2.1e6);
  BOOST_TEST(sentences_of(document, {"m"}).one_shot.verdict == "Only mmap was measured.");
}

BOOST_AUTO_TEST_CASE(says_the_same_of_the_other_models) {
  const Document document = fixture::complete_document();
  const Advice advice = sentences_of(document, {"incidents-23MB", "alertsage"}).one_shot;
  BOOST_TEST(advice.elsewhere.starts_with("alertsage: "));
  BOOST_TEST(advice.elsewhere.find("with joblib") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
