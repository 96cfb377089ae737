#include "reports/render/comparison_junit.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/reports/compare/made_documents.hpp"
#include "tests/reports/compare/noisy_pairs.hpp"
#include "tests/reports/render/junit_tree.hpp"

namespace alertsage::reports {
namespace {

Tree suite_of(const NoisyPairs& made) {
  return suite_in(comparison_junit(compare(made.base, made.contender, {})));
}

std::string message_of(const Tree& tree, const std::string& element) {
  return tree.get<std::string>(element + ".<xmlattr>.message");
}

NoisyPairs three_rows(double control = 1) {
  return noisy_pairs({{"load/a", 1.2}, {"load/b", 1}, {"load/c", 1, 0.2}, noisy_control(control)});
}

BOOST_AUTO_TEST_SUITE(junit_of_comparisons)

BOOST_AUTO_TEST_CASE(has_a_case_for_each_row_and_fails_what_is_slower) {
  const Tree suite = suite_of(three_rows());
  BOOST_TEST(suite.get<int>("<xmlattr>.tests") == 3);
  BOOST_TEST(suite.get<int>("<xmlattr>.failures") == 1);
  BOOST_TEST(suite.get<int>("<xmlattr>.errors") == 0);
  BOOST_TEST(suite.get<int>("<xmlattr>.skipped") == 1);
  const Tree slower = case_named(suite, "load/a");
  BOOST_TEST(slower.get<std::string>("<xmlattr>.classname") == "compare.real_time");
  BOOST_TEST(message_of(slower, "failure").starts_with("slower: "));
  BOOST_TEST(message_of(slower, "failure").find(", +2") != std::string::npos);
  BOOST_TEST(message_of(slower, "failure").ends_with(", limit +5.0 %"));
  BOOST_TEST(slower.get<std::string>("system-out").find("pairs of batch 2\n") != std::string::npos);
  BOOST_TEST(case_named(suite, "load/b").count("skipped") == 0U);
  BOOST_TEST(message_of(case_named(suite, "load/c"), "skipped")
                 .starts_with("cannot tell: 30 pairs of batch 1; the interval leaves open"));
}

BOOST_AUTO_TEST_CASE(judges_no_row_of_a_contaminated_run_and_is_not_green) {
  const Tree suite = suite_of(three_rows(1.1));
  BOOST_TEST(suite.get<int>("<xmlattr>.failures") == 0);
  BOOST_TEST(suite.get<int>("<xmlattr>.skipped") == 3);
  const Tree whole = case_named(suite, "the whole comparison");
  BOOST_TEST(whole.get<std::string>("error.<xmlattr>.type") == "contaminated");
  BOOST_TEST(message_of(whole, "error").starts_with("contaminated: a fixed piece of work took "));
}

BOOST_AUTO_TEST_CASE(is_not_green_where_the_sides_cannot_be_compared_fairly) {
  NoisyPairs made = three_rows();
  made.base.context["host_name"] = "one";
  made.contender.context["host_name"] = "another";
  const Tree whole = case_named(suite_of(made), "the whole comparison");
  BOOST_TEST(whole.get<std::string>("error.<xmlattr>.type") == "not comparable");
  BOOST_TEST(
      message_of(whole, "error").starts_with("cannot be compared fairly: not the same machine"));
}

BOOST_AUTO_TEST_CASE(is_not_green_where_the_new_document_is_cut_off) {
  NoisyPairs made = three_rows();
  made.contender.notes = {{NoteKind::truncated, "", "the file ends in the middle", "new.json"}};
  BOOST_TEST(message_of(case_named(suite_of(made), "the whole comparison"), "error") ==
             "NEW: the document: truncated: the file ends in the middle");
}

BOOST_AUTO_TEST_CASE(skips_what_is_in_one_document_only) {
  const NoisyPairs made = noisy_pairs({{"a"}, {"b"}, {"c"}});
  Document base = made.base;
  Document contender = made.contender;
  base.series.erase(base.series.begin());
  contender.series.erase(contender.series.begin() + 1);
  const Tree suite = suite_of({base, contender});
  BOOST_TEST(message_of(case_named(suite, "a"), "skipped") == "only in NEW");
  BOOST_TEST(message_of(case_named(suite, "b"), "skipped") == "only in BASE");
  BOOST_TEST(case_named(suite, "c").count("skipped") == 0U);
}

// All that was compared had been left out, and nothing was red.
BOOST_AUTO_TEST_CASE(is_not_green_where_no_row_was_compared) {
  NoisyPairs made = noisy_pairs({{"a"}});
  made.contender.series[0].rows[0].counters["allocations"] = 1;
  const Tree suite =
      suite_in(comparison_junit(compare(made.base, made.contender, {.metrics = {"allocations"}})));
  BOOST_TEST(message_of(case_named(suite, "a"), "skipped") == "BASE does not have it");
  BOOST_TEST(case_named(suite, "the whole comparison").count("error") == 1U);
}

BOOST_AUTO_TEST_CASE(says_worse_of_what_is_no_time) {
  const auto of = [](double allocations) {
    Series series{.name = "a", .run_name = "a"};
    series.rows.push_back({.real_time_ns = 1, .counters = {{"allocations", allocations}}});
    return made_document({series});
  };
  const Tree suite = suite_in(comparison_junit(
      compare(of(100), of(101), {.metrics = {"allocations"}, .accept = {Doubt::block_order}})));
  const Tree worse = case_named(suite, "a");
  BOOST_TEST(worse.get<std::string>("<xmlattr>.classname") == "compare.allocations");
  BOOST_TEST(message_of(worse, "failure") == "worse: 100 is now 101, +1.0 %, compared exactly");
}

BOOST_AUTO_TEST_CASE(has_the_leak_tests_of_both) {
  const auto section = [](std::string name, LeakVerdict verdict) {
    return LeakSection{.name = "leak/" + name,
                       .verdict = verdict,
                       .metrics = {{.name = "live_bytes",
                                    .verdict = verdict,
                                    .slope_per_load = 16,
                                    .slope_low = 15,
                                    .slope_high = 17}}};
  };
  using enum LeakVerdict;
  Document base;
  Document contender;
  base.leaks = {section("a", clean), section("b", clean), section("gone", clean)};
  contender.leaks = {section("a", leak), section("b", clean), section("new", leak),
                     section("fine", clean)};
  contender.notes = {{NoteKind::left_out, "leak/c", "no such form", "new.json"}};
  const Tree suite = suite_in(comparison_junit(compare(base, contender, {})));
  BOOST_TEST(message_of(case_named(suite, "leak/a"), "failure") ==
             "worse: clean in BASE, leak in NEW");
  BOOST_TEST(case_named(suite, "leak/b").count("failure") == 0U);
  BOOST_TEST(message_of(case_named(suite, "leak/new"), "failure") ==
             "worse: leak in NEW, which BASE has no test of");
  BOOST_TEST(case_named(suite, "leak/fine").count("failure") == 0U);
  BOOST_TEST(message_of(case_named(suite, "leak/gone"), "skipped") == "only in BASE");
  BOOST_TEST(message_of(case_named(suite, "leak/c"), "error") == "no such form");
}

BOOST_AUTO_TEST_CASE(is_xml_whatever_the_names) {
  const NoisyPairs made = noisy_pairs({{"a<&\"'>]]>\x01\xff\x1b[31m", 1.5}});
  const std::string xml = comparison_junit(compare(made.base, made.contender, {}));
  BOOST_TEST(xml.find('\x1b') == std::string::npos);
  BOOST_TEST(case_named(suite_in(xml), "a<&\"'>]]>\\x01\\xff\\x1b[31m").count("failure") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
