#include "reports/stats/leak_schedule.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

namespace alertsage::reports {
namespace {

// All looks of a run whose verdict is always the same.
std::vector<std::size_t> looks(LeakVerdict verdict, const LeakSchedule& schedule = {}) {
  std::vector<std::size_t> all;
  std::size_t loads = 0;
  while (const auto look = next_look(loads, {verdict}, schedule)) all.push_back(loads = *look);
  return all;
}

using Looks = std::vector<std::size_t>;

BOOST_AUTO_TEST_SUITE(leak_schedule)

BOOST_AUTO_TEST_CASE(stops_early_for_clean_alone) {
  BOOST_TEST(looks(LeakVerdict::clean) == Looks{30}, boost::test_tools::per_element());
  const Looks to_the_planned_end = {30, 40, 50};
  for (const auto verdict : {LeakVerdict::leak, LeakVerdict::allocator_retention}) {
    BOOST_TEST(looks(verdict) == to_the_planned_end, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(goes_on_while_more_loads_may_decide) {
  const Looks all = {30, 40, 50, 100, 200};
  for (const auto verdict : {LeakVerdict::decelerating, LeakVerdict::cannot_tell}) {
    BOOST_TEST(looks(verdict) == all, boost::test_tools::per_element());
  }
  BOOST_TEST(!next_look(50, {LeakVerdict::clean}));
  BOOST_TEST(!next_look(100, {LeakVerdict::leak}));
}

// Of the same program one run was clean and another a leak, by how sure thirty loads happened to
// be.
BOOST_AUTO_TEST_CASE(goes_on_where_a_little_growth_is_certain) {
  BOOST_TEST(next_look(30, {LeakVerdict::clean, true}).value() == 40U);
  BOOST_TEST(next_look(50, {LeakVerdict::clean, true}).value() == 100U);
  BOOST_TEST(!next_look(200, {LeakVerdict::clean, true}));
  BOOST_TEST(!next_look(50, {LeakVerdict::leak, true}));
}

// Each look takes time of the square of the loads.
BOOST_AUTO_TEST_CASE(looks_more_seldom_the_more_there_are) {
  BOOST_TEST(looks(LeakVerdict::leak, {.loads = 10'000, .most = 10'000}).size() < 30U);
}

BOOST_AUTO_TEST_CASE(keeps_to_any_plan) {
  const auto undecided = [](const LeakSchedule& schedule) {
    return looks(LeakVerdict::cannot_tell, schedule);
  };
  BOOST_TEST(undecided({.loads = 10}) == (Looks{10, 20, 40, 80, 160, 200}),
             boost::test_tools::per_element());
  BOOST_TEST(undecided({.loads = 35, .most = 60}) == (Looks{30, 35, 60}),
             boost::test_tools::per_element());
  BOOST_TEST(undecided({.loads = 300}).back() ==
             300U);  // more than the most: that is what was asked
  BOOST_TEST(undecided({.fewest = 50, .loads = 50, .most = 50}) == Looks{50},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
