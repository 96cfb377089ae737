#define BOOST_TEST_MODULE reports_compare
#include "reports/compare/comparison.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "tests/reports/compare/made_documents.hpp"
#include "tests/reports/compare/unpaired.hpp"

namespace alertsage::reports {
namespace {

using Names = std::vector<std::string>;

const Document& base() {
  static const Document document = made_document({made_series("load/mmap/a/warm", steady(50e3)),
                                                  made_series("load/json/a/warm", steady(3e6)),
                                                  made_series("load/gone/a/warm", steady(1e6))});
  return document;
}

Document contender(double factor) {
  return made_document({made_series("load/json/a/warm", steady(3e6)),
                        made_series("load/mmap/a/warm", steady(50e3 * factor)),
                        made_series("load/fresh/a/warm", steady(1e6))});
}

BOOST_AUTO_TEST_SUITE(comparison)

BOOST_AUTO_TEST_CASE(compares_what_is_in_both_and_lists_the_rest) {
  const Comparison result = compare_unpaired(base(), contender(1.5), {});
  BOOST_REQUIRE(result.rows.size() == 2U);
  BOOST_TEST(result.rows[0].name == "load/mmap/a/warm");
  BOOST_TEST(result.rows[0].ratio->estimate == 1.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST((result.rows[0].change == Change::slower));
  BOOST_TEST((result.rows[1].change == Change::same));
  BOOST_TEST(result.only_in_base == (Names{"load/gone/a/warm"}));
  BOOST_TEST(result.only_in_new == (Names{"load/fresh/a/warm"}));
  BOOST_TEST((result.verdict() == ExitCode::verdict_bad));
}

BOOST_AUTO_TEST_CASE(gives_each_verdict_its_exit_code) {
  BOOST_TEST((compare_unpaired(base(), contender(1.5), {}).verdict() == ExitCode::verdict_bad));
  BOOST_TEST((compare_unpaired(base(), contender(1.0), {}).verdict() == ExitCode::good));
  BOOST_TEST((compare_unpaired(base(), contender(0.5), {}).verdict() == ExitCode::good));
  // 4.5 % with a limit of 5 %, and the interval reaches beyond it.
  BOOST_TEST((compare_unpaired(base(), contender(1.045), {}).verdict() == ExitCode::undecided));
}

BOOST_AUTO_TEST_CASE(refuses_times_to_different_points) {
  Document to_exit = base();
  Document to_output = contender(1);
  to_exit.context["alertsage.timed_to"] = "exit";
  BOOST_CHECK_NO_THROW(compare_unpaired(to_exit, to_output, {}));  // the other does not say
  to_output.context["alertsage.timed_to"] = "first output";
  BOOST_CHECK_THROW(compare_unpaired(to_exit, to_output, {}), Error);
  to_output.context["alertsage.timed_to"] = "exit";
  BOOST_CHECK_NO_THROW(compare_unpaired(to_exit, to_output, {}));
}

BOOST_AUTO_TEST_CASE(takes_the_limit_that_was_asked_for) {
  BOOST_TEST((compare_unpaired(base(), contender(1.5), {.max_slowdown = 0.6}).verdict() ==
              ExitCode::good));
  BOOST_TEST((compare_unpaired(base(), contender(1.04), {.max_slowdown = 0.03}).verdict() ==
              ExitCode::verdict_bad));
}

BOOST_AUTO_TEST_CASE(matches_commands_by_name_and_state) {
  const auto document = [](double warm, double cold, std::string seed) {
    Document made = made_document({made_series("process/python3 load.py/warm", steady(warm)),
                                   made_series("process/python3 load.py/cold", steady(cold))});
    made.context = {{"alertsage.seed", std::move(seed)}};
    return made;
  };
  Document slower_when_cold = document(1e6, 3e6, "2");
  const Comparison result = compare_unpaired(document(1e6, 2e6, "1"), slower_when_cold, {});
  BOOST_REQUIRE(result.rows.size() == 2U);
  BOOST_TEST((result.rows[0].change == Change::same));
  BOOST_TEST((result.rows[1].change == Change::slower));
  BOOST_TEST(result.environment.empty());  // another seed is no other environment

  // Some of its runs failed: what is left is compared, and is not good.
  Document failing = document(1e6, 2e6, "1");
  failing.notes = {{NoteKind::failed, "process/python3 load.py/cold", "exited with 1", "new.json",
                    "3 of 34 runs"}};
  const Comparison partly = compare_unpaired(document(1e6, 2e6, "1"), failing, {});
  BOOST_TEST(partly.rows.size() == 2U);
  BOOST_TEST((partly.verdict() == ExitCode::undecided));
}

BOOST_AUTO_TEST_CASE(matches_rows_whatever_the_number_of_repetitions) {
  Document more = contender(1);
  for (Series& series : more.series) series.run_name += "/repeats:31";
  BOOST_TEST(compare_unpaired(base(), more, {}).rows.size() == 2U);
}

BOOST_AUTO_TEST_CASE(shares_the_error_rate_among_the_rows) {
  const Comparison two = compare_unpaired(base(), contender(1), {.alpha = 0.05});
  BOOST_TEST(two.confidence == 0.975, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(two.samples_needed == 8U);  // each side at 1 - 0.025 / 2
  const Comparison one = compare_unpaired(base(), contender(1), {.alpha = 0.05, .filter = "json"});
  BOOST_TEST(one.rows.size() == 1U);
  BOOST_TEST(one.confidence == 0.95, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(cannot_tell_from_too_few_samples) {
  const auto with_samples = [](std::size_t count) {
    return made_document({made_series("a", steady(100, count))});
  };
  for (const std::size_t count : {1U, 2U, 7U}) {
    const Comparison few = compare_unpaired(with_samples(count), with_samples(31), {});
    BOOST_TEST((few.rows[0].change == Change::cannot_tell));
    BOOST_TEST(few.rows[0].base_samples == count);
    BOOST_TEST(few.rows[0].base_median == 100, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(!few.rows[0].smallest_visible);
  }
  const Comparison enough = compare_unpaired(with_samples(8), with_samples(31), {});
  BOOST_TEST(enough.samples_needed == 8U);
  BOOST_TEST((enough.rows[0].change == Change::same));
}

BOOST_AUTO_TEST_CASE(makes_no_ratio_of_times_of_zero) {
  const Document zero = made_document({made_series("a", std::vector<double>(31, 0))});
  const Comparison result = compare_unpaired(zero, zero, {});
  BOOST_TEST(!result.rows[0].ratio);
  BOOST_TEST((result.verdict() == ExitCode::undecided));
}

BOOST_AUTO_TEST_CASE(does_not_pass_what_failed_to_run) {
  Document failed = contender(1);
  failed.notes = {{NoteKind::failed, "load/gone/a/warm", "no such model", "new.json"}};
  BOOST_TEST((compare_unpaired(base(), failed, {}).verdict() == ExitCode::undecided));
  BOOST_TEST((compare_unpaired(base(), failed, {.filter = "mmap"}).verdict() == ExitCode::good));
  BOOST_TEST((compare_unpaired(failed, base(), {}).verdict() == ExitCode::good));

  Document crashed = contender(1);
  crashed.notes = {{NoteKind::truncated, "", "the file ends in the middle", "new.json"}};
  BOOST_TEST(
      (compare_unpaired(base(), crashed, {.filter = "mmap"}).verdict() == ExitCode::undecided));
}

// Such a row once passed, though nobody knows any more how fast it is.
BOOST_AUTO_TEST_CASE(does_not_pass_what_new_alone_skipped_unless_that_is_accepted) {
  Document skipped = contender(1);
  const Note note{NoteKind::skipped, "load/gone/a/warm", "no json form", "new.json"};
  skipped.notes = {note, note, {NoteKind::aggregate, "load/mmap/a/warm", "mean", "new.json"}};
  const Comparison accepted = compare_unpaired(base(), skipped, {});
  BOOST_TEST((accepted.verdict() == ExitCode::good));
  BOOST_TEST((accepted.unmeasured_in_new == std::vector<Note>{note}));
  const CompareOptions in_order{.accept = {Doubt::block_order}};
  BOOST_TEST((compare(base(), skipped, in_order).verdict() == ExitCode::undecided));
  BOOST_TEST((compare(skipped, contender(1), in_order).verdict() == ExitCode::undecided));
  skipped.notes[0].subject = skipped.notes[1].subject = "load/of no interest/a/warm";
  BOOST_TEST((compare(contender(1.001), skipped, in_order).verdict() == ExitCode::good));
}

class OnBothSides {
 public:
  explicit OnBothSides(NoteKind kind) {
    base_.series.push_back(made_series("a", steady(100)));
    contender_.series.push_back(made_series("a", steady(100.1)));
    base_.notes = {{kind, "b", "no such model", "base.json"}};
    contender_.notes = {{kind, "b", "no such model", "new.json"}};
  }

  Comparison compared(const std::string& policy = "{}", const std::string& filter = {}) const {
    return compare_unpaired(base_, contender_, {.filter = filter, .policy = parse_policy(policy)});
  }

 private:
  Document base_ = made_document({});
  Document contender_ = made_document({});
};

BOOST_AUTO_TEST_CASE(what_both_sides_skipped_is_listed_and_changes_nothing) {
  const Comparison result = OnBothSides(NoteKind::skipped).compared();
  BOOST_TEST((result.verdict() == ExitCode::good));
  BOOST_TEST_REQUIRE(result.skipped_in_both.size() == 1U);
  BOOST_TEST(result.skipped_in_both[0].subject == "b");
  BOOST_TEST(result.unmeasured_in_base.empty());
  BOOST_TEST(result.unmeasured_in_new.empty());
}

// A benchmark that fails on both sides once made every comparison undecided, whatever the policy.
BOOST_AUTO_TEST_CASE(what_failed_on_both_sides_is_undecided_unless_it_is_ignored_or_left_out) {
  const OnBothSides failed(NoteKind::failed);
  BOOST_TEST((failed.compared().verdict() == ExitCode::undecided));
  BOOST_TEST((failed.compared("{}", "a").verdict() == ExitCode::good));
  const Comparison ignored = failed.compared(R"({"rows": [{"match": "^b$", "ignore": true}]})");
  BOOST_TEST((ignored.verdict() == ExitCode::good));
  BOOST_TEST(ignored.cautions.empty());  // the pattern is found in a row
  BOOST_TEST(ignored.unmeasured_in_new.size() == 1U);
  const Comparison in_another_metric =
      failed.compared(R"({"rows": [{"match": "b", "metric": "cpu_time", "ignore": true}]})");
  BOOST_TEST((in_another_metric.verdict() == ExitCode::undecided));
}

BOOST_AUTO_TEST_CASE(a_row_of_one_side_that_the_policy_ignores_changes_nothing) {
  const auto verdict = [](const std::string& policy) {
    return compare(base(), contender(1),
                   {.policy = parse_policy(policy), .accept = {Doubt::block_order}});
  };
  BOOST_TEST((verdict("{}").verdict() == ExitCode::undecided));
  const Comparison ignored = verdict(
      R"({"rows": [{"match": "gone", "ignore": true}, {"match": "fresh", "ignore": true}]})");
  BOOST_TEST((ignored.verdict() == ExitCode::good));
  BOOST_TEST(ignored.cautions.empty());
  BOOST_TEST(ignored.only_in_base == (Names{"load/gone/a/warm"}));
}

// A sample without proof of its state is rejected on purpose; a row without samples is lost.
BOOST_AUTO_TEST_CASE(passes_rows_of_which_samples_were_dropped_and_misses_those_that_lost_all) {
  const auto dropped = [](std::string row, std::string extent) {
    return Note{NoteKind::dropped, std::move(row), "pages stayed resident", "new.json",
                std::move(extent)};
  };
  Document some = contender(1);
  some.notes = {dropped("load/mmap/a/warm", "2 of 33 samples"),
                dropped("load/gone/a/warm", "31 of 31 samples")};
  const Comparison result = compare(base(), some, {.accept = {Doubt::block_order}});
  BOOST_TEST(!result.new_is_incomplete());
  BOOST_TEST((result.verdict() == ExitCode::undecided));
  BOOST_TEST((result.unmeasured_in_new == std::vector<Note>{some.notes[1]}));
  BOOST_TEST(
      (compare_unpaired(base(), some, {.accept = {Doubt::missing}}).verdict() == ExitCode::good));
}

// Accepting too few samples once passed rows of which none was judged.
BOOST_AUTO_TEST_CASE(passes_nothing_where_no_row_has_samples_enough) {
  const Document one = made_document({made_series("a", {50e3})});
  const Document other = made_document({made_series("a", {70e3})});
  BOOST_TEST((compare_unpaired(one, other, {.accept = {Doubt::samples}}).verdict() ==
              ExitCode::undecided));
}

BOOST_AUTO_TEST_CASE(says_how_the_environments_differ) {
  Document here = base();
  Document there = contender(1);
  here.context = {{"host_name", "a"},
                  {"date", "1"},
                  {"alertsage.commit", "x"},
                  {"alertsage.compiler", "GNU 12.2.0"},
                  {"only", "here"}};
  there.context = {{"host_name", "b"},
                   {"date", "2"},
                   {"alertsage.commit", "y"},
                   {"alertsage.compiler", "GNU 12.2.0"}};
  const Comparison result = compare_unpaired(here, there, {});
  const std::vector<ContextDifference> expected = {{"host_name", "a", "b"}};
  BOOST_TEST((result.environment == expected));
}

BOOST_AUTO_TEST_CASE(refuses_a_comparison_of_nothing) {
  const auto kind_of_error = [](const Document& one, const Document& other,
                                const CompareOptions& options) {
    try {
      compare_unpaired(one, other, options);
    } catch (const Error& error) {
      return error.kind();
    }
    return ErrorKind::io;
  };
  const Document empty = made_document({});
  BOOST_TEST((kind_of_error(base(), empty, {}) == ErrorKind::mismatch));
  BOOST_TEST((kind_of_error(base(), contender(1), {.filter = "xyz"}) == ErrorKind::mismatch));
  BOOST_TEST((kind_of_error(base(), contender(1), {.filter = "("}) == ErrorKind::usage));
}

BOOST_AUTO_TEST_CASE(names_the_smallest_slowdown_that_would_have_shown) {
  std::mt19937_64 random(12);
  const std::vector<double> before = noisy(random, 1e6, 0.1, 40);
  const std::vector<double> after = noisy(random, 1e6, 0.1, 40);
  const auto compared = [&](double factor) {
    std::vector<double> slowed = after;
    for (double& time : slowed) time *= factor;
    return compare_unpaired(made_document({made_series("a", before)}),
                            made_document({made_series("a", slowed)}), {});
  };
  const RowComparison row = compared(1).rows.front();
  const double to_that_size = *row.smallest_visible / row.ratio->estimate;
  BOOST_TEST(compared(to_that_size * 1.0001).rows[0].ratio->interval->low > 1);
  BOOST_TEST(compared(to_that_size * 0.9999).rows[0].ratio->interval->low < 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
