// A comparison of the documents of a run of pairs says what the run said.
#include "reports/compare/run_terms.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "core/base/error.hpp"
#include "reports/compare/comparison.hpp"
#include "tests/reports/compare/made_documents.hpp"
#include "tests/reports/compare/made_pairs.hpp"

namespace alertsage::reports {
namespace {

using Context = std::map<std::string, std::string>;
using Lines = std::vector<std::string>;

Document side(double milliseconds, const Context& terms) {
  Document document =
      made_side_of_pairs({made_blocks("load/a", milliseconds), made_blocks("load/b", 10)});
  for (const auto& [key, text] : terms) document.context[key] = text;
  return document;
}

// NEW takes 10 % more in load/a.
Comparison compared(const Context& terms, const CompareOptions& options = {}) {
  return compare(side(10, terms), side(11, terms), options);
}

BOOST_AUTO_TEST_SUITE(run_terms)

BOOST_AUTO_TEST_CASE(are_taken_where_nothing_else_is_asked_for) {
  BOOST_TEST((compared({}).verdict() == ExitCode::verdict_bad));
  const Comparison wide = compared({{"alertsage.max_slowdown", "0.2"}});
  BOOST_TEST(wide.limit == 0.2);
  BOOST_TEST((wide.verdict() == ExitCode::good));
  BOOST_TEST(compared({{"alertsage.alpha", "1e-05"}}).alpha == 1e-5);
  const Comparison other = compared({{"alertsage.filter", "b$"}});
  BOOST_TEST_REQUIRE(other.rows.size() == 1U);
  BOOST_TEST(other.rows[0].name == "load/b");
  BOOST_TEST(other.only_in_base.empty());
  for (const Comparison* each : {&wide, &other}) BOOST_TEST(each->cautions == Lines{});
}

BOOST_AUTO_TEST_CASE(give_way_to_flags_and_the_policy_which_is_said) {
  const Context run = {{"alertsage.max_slowdown", "0.2"}, {"alertsage.alpha", "0.01"}};
  const Comparison flags = compared(run, {.max_slowdown = 0.05, .alpha = 0.02, .filter = "a$"});
  BOOST_TEST((flags.verdict() == ExitCode::verdict_bad));
  BOOST_TEST(flags.cautions ==
             (Lines{"the run of pairs was judged with --max-slowdown 20%, and not 5%",
                    "the run of pairs was judged with --alpha 0.01, and not 0.02",
                    "the run of pairs was judged without --filter"}));
  const Comparison policy = compared(run, {.policy = parse_policy(R"({"limit": "30%"})")});
  BOOST_TEST(policy.limit == 0.3);
  BOOST_TEST(policy.cautions ==
             Lines{"the run of pairs was judged with --max-slowdown 20%, and not 30%"});
  BOOST_TEST(compared(run, {.max_slowdown = 0.2, .alpha = 0.01}).cautions == Lines{});
}

BOOST_AUTO_TEST_CASE(a_filter_of_ones_own_and_that_of_the_run_both_hold) {
  const Context run = {{"alertsage.alpha", "0.02"}, {"alertsage.filter", "a$"}};
  const Comparison both = compared(run, {.filter = "^load"});
  BOOST_TEST(both.rows.size() == 1U);
  BOOST_TEST(both.cautions ==
             Lines{"the run of pairs was judged with --filter 'a$', which holds here too"});
  BOOST_CHECK_THROW(compared(run, {.filter = "b$"}), Error);
}

BOOST_AUTO_TEST_CASE(are_refused_where_they_are_none_or_differ) {
  for (const std::string text : {"5%", "0", "-0.1", "nan", "inf", "11", "0.05 "}) {
    BOOST_CHECK_THROW(compared({{"alertsage.max_slowdown", text}}), Error);
  }
  for (const std::string text : {"1e-10", "0.6", "x"}) {
    BOOST_CHECK_THROW(compared({{"alertsage.alpha", text}}), Error);
  }
  BOOST_CHECK_THROW(compared({{"alertsage.filter", "("}}), Error);
  BOOST_CHECK_THROW(
      compare(side(1, {{"alertsage.alpha", "0.1"}}), side(1, {{"alertsage.alpha", "0.2"}}), {}),
      Error);
}

// Terms of one run are none of two.
BOOST_AUTO_TEST_CASE(are_those_of_pairs_alone) {
  Document base = side(10, {{"alertsage.max_slowdown", "0.2"}});
  base.context.erase("alertsage.pairs");
  BOOST_TEST(compare(base, base, {}).limit == 0.05);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
