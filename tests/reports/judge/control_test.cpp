#include "reports/judge/control.hpp"

#include <boost/test/unit_test.hpp>

#include "reports/results/vocabulary.hpp"
#include "tests/reports/compare/made_documents.hpp"

namespace alertsage::reports {
namespace {

// 30 blocks of the control: `first` ns in the first ten, `last` in the last ten.
Document with_control(double first, double last) {
  Series series{.name = std::string(kControlRow), .run_name = std::string(kControlRow)};
  for (int block = 0; block < 30; ++block) {
    const double time = block < 10 ? first : block < 20 ? 1e6 : last;
    series.rows.push_back({.real_time_ns = time, .counters = {{"block", double(block)}}});
  }
  return made_document({series});
}

BOOST_AUTO_TEST_SUITE(control)

BOOST_AUTO_TEST_CASE(compares_its_sides_pair_by_pair_and_its_ends) {
  const auto control = compare_control(with_control(1e6, 2e6), with_control(1.02e6, 2.04e6));
  BOOST_TEST(control->pairs == 30U);
  BOOST_TEST(control->sides->estimate == 1.02, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(control->sides->interval.has_value());
  BOOST_TEST(control->drift.value() == 2, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(!is_contaminated(*control));
}

// Noise alone moves the median of few pairs by more than that; it takes an interval off 1, too.
BOOST_AUTO_TEST_CASE(is_contaminated_where_the_sides_differ_by_a_twentieth_and_not_by_chance) {
  const auto sides = [](double low, double estimate, double high) {
    return ControlComparison{
        .sides = Ratio{.estimate = estimate, .interval = Interval{low, high, 0.99}}};
  };
  BOOST_TEST(is_contaminated(sides(1.01, 1.06, 1.2)));
  BOOST_TEST(is_contaminated(sides(0.8, 1 / 1.06, 0.99)));
  BOOST_TEST(!is_contaminated(sides(0.9, 1.06, 1.2)));
  BOOST_TEST(!is_contaminated(sides(0.8, 1 / 1.06, 1.01)));
  BOOST_TEST(!is_contaminated(sides(1.01, 1.04, 1.06)));
  BOOST_TEST(!is_contaminated(sides(0.95, 1 / 1.04, 0.99)));
  BOOST_TEST(!is_contaminated({.sides = Ratio{.estimate = 1.5}}));
  BOOST_TEST(!is_contaminated({.drift = 2}));
}

BOOST_AUTO_TEST_CASE(says_nothing_where_a_side_has_none) {
  BOOST_TEST(!compare_control(with_control(1, 1), made_document({})).has_value());
  BOOST_TEST(!compare_control(made_document({}), with_control(1, 1)).has_value());
  const Document without_blocks =
      made_document({made_series(std::string(kControlRow), steady(1e6))});
  BOOST_TEST(!compare_control(without_blocks, without_blocks).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
