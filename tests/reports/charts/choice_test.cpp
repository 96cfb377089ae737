#include "reports/charts/choice.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

Candidate candidate(std::string name, double low, double cost, double high) {
  return {.strategy = name,
          .label = name,
          .cost = cost,
          .text = std::to_string(static_cast<int>(cost)) + " ms",
          .interval = Interval{.low = low, .high = high, .coverage = 0.95}};
}

BOOST_AUTO_TEST_SUITE(choice)

BOOST_AUTO_TEST_CASE(ranks_by_cost_and_finds_a_single_leader) {
  const auto found = choose({candidate("joblib", 80, 84, 88), candidate("mmap", 1, 2, 3),
                             candidate("json", 200, 214, 220)},
                            intervals_overlap);
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(found->best().strategy == "mmap");
  BOOST_TEST(found->leaders == 1);
  BOOST_TEST(found->contrast()->strategy == "joblib");
  BOOST_TEST(leaders_with_figures(*found) == "2 ms with mmap");
}

BOOST_AUTO_TEST_CASE(counts_as_leaders_all_whose_intervals_reach_the_best) {
  const auto found = choose({candidate("mmap", 18, 20, 22), candidate("read", 24, 25, 26),
                             candidate("mmap-populate", 21, 30, 40)},
                            intervals_overlap);
  BOOST_TEST(found->leaders == 2);
  BOOST_TEST(found->leader_names() == "mmap or mmap-populate");
  BOOST_TEST(found->contrast()->strategy == "read");
  BOOST_TEST(leaders_with_figures(*found) == "20 ms with mmap and 30 ms with mmap-populate");
}

BOOST_AUTO_TEST_CASE(has_no_contrast_where_all_lead) {
  const auto found =
      choose({candidate("mmap", 1, 2, 9), candidate("read", 2, 5, 8)}, intervals_overlap);
  BOOST_TEST(found->leaders == 2);
  BOOST_TEST(found->contrast() == nullptr);
}

BOOST_AUTO_TEST_CASE(decides_nothing_without_intervals) {
  Candidate a = candidate("mmap", 1, 2, 3);
  Candidate b = candidate("joblib", 80, 84, 88);
  b.interval.reset();
  BOOST_TEST(intervals_overlap(a, b));
  BOOST_TEST(choose({a, b}, intervals_overlap)->leaders == 2);
}

BOOST_AUTO_TEST_CASE(tells_memory_apart_by_a_tenth) {
  BOOST_TEST(within_a_tenth(candidate("a", 0, 95, 0), candidate("b", 0, 100, 0)));
  BOOST_TEST(!within_a_tenth(candidate("a", 0, 89, 0), candidate("b", 0, 100, 0)));
}

BOOST_AUTO_TEST_CASE(is_nothing_without_candidates) {
  BOOST_TEST(!choose({}, intervals_overlap).has_value());
}

BOOST_AUTO_TEST_CASE(leaves_python_and_references_out_of_the_race) {
  const Document document = fixture::complete_document();
  const Measurements measurements(document);
  const auto candidates =
      candidates_by(measurements, "alertsage", [&](const std::string& strategy) {
        return measurements.load(strategy, "alertsage", "warm");
      });
  BOOST_TEST(candidates.size() == 6);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
