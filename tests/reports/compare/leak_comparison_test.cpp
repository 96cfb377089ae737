#include "reports/compare/leak_comparison.hpp"

#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"
#include "reports/compare/comparison.hpp"
#include "reports/compare/text/comparison_text.hpp"
#include "reports/compare/text/leak_comparison_text.hpp"
#include "tests/reports/compare/made_documents.hpp"

namespace alertsage::reports {
namespace {

using enum LeakVerdict;

LeakMetric live(LeakVerdict verdict, double low, double high) {
  return {.name = "live_bytes",
          .verdict = verdict,
          .slope_per_load = (low + high) / 2,
          .slope_low = low,
          .slope_high = high};
}

LeakSection section(std::string name, const LeakMetric& metric) {
  return {.name = "leak/" + name, .verdict = metric.verdict, .metrics = {metric}};
}

Document document(std::vector<LeakSection> sections) {
  Document made;
  made.leaks = std::move(sections);
  return made;
}

LeakComparison compared(const LeakMetric& base, const LeakMetric& contender) {
  return compare_leaks(document({section("a", base)}), document({section("a", contender)}));
}

BOOST_AUTO_TEST_SUITE(leak_comparison)

BOOST_AUTO_TEST_CASE(calls_worse_what_is_worse_beyond_the_intervals) {
  const struct {
    LeakMetric base;
    LeakMetric contender;
    LeakChange change;
  } rows[] = {
      {live(clean, 0, 1), live(clean, 0, 1), LeakChange::same},
      {live(clean, 0, 1), live(clean, 5, 9), LeakChange::same},  // both below the limit
      {live(clean, 0, 1), live(leak, 15, 17), LeakChange::worse},
      {live(cannot_tell, -99, 99), live(leak, 15, 17), LeakChange::worse},
      {live(leak, 15, 17), live(leak, 15, 17), LeakChange::same},
      {live(leak, 15, 17), live(leak, 18, 20), LeakChange::worse},
      {live(leak, 15, 17), live(leak, 3, 4), LeakChange::better},
      {live(leak, 15, 17), live(clean, 0, 1), LeakChange::better},
      {live(cannot_tell, -9, 99), live(clean, 0, 1), LeakChange::better},
      {live(leak, 15, 17), live(cannot_tell, -5, 30), LeakChange::cannot_tell},
      {live(leak, 15, 17), live(cannot_tell, -5, 9), LeakChange::better},
      {live(clean, 0, 1), live(cannot_tell, -5, 9), LeakChange::cannot_tell},
      {live(clean, 0, 1), live(decelerating, 2, 9), LeakChange::worse},
      {live(decelerating, 2, 9), live(decelerating, 2, 9), LeakChange::cannot_tell},
      {live(clean, 0, 1), {.name = "live_bytes"}, LeakChange::cannot_tell},
      // Growth lies elsewhere, and the verdict went the other way.
      {live(cannot_tell, -5, 9), live(decelerating, 20, 30), LeakChange::cannot_tell},
      {live(decelerating, 20, 30), live(cannot_tell, -5, 9), LeakChange::cannot_tell},
  };
  for (const auto& row : rows) {
    const LeakComparison comparison = compared(row.base, row.contender);
    BOOST_TEST(name_of(comparison.sections.at(0).metrics.at(0).change) == name_of(row.change));
    BOOST_TEST(name_of(comparison.worst()) == name_of(row.change));
  }
}

BOOST_AUTO_TEST_CASE(leaves_with_a_code_for_each_worst_change) {
  BOOST_TEST((compared(live(clean, 0, 1), live(leak, 2, 3)).verdict() == ExitCode::verdict_bad));
  BOOST_TEST(
      (compared(live(clean, 0, 1), live(cannot_tell, 0, 3)).verdict() == ExitCode::undecided));
  BOOST_TEST((compared(live(leak, 2, 3), live(clean, 0, 1)).verdict() == ExitCode::good));
  BOOST_TEST((LeakComparison{}.verdict() == ExitCode::good));
}

BOOST_AUTO_TEST_CASE(compares_what_the_allocator_keeps_by_section) {
  LeakSection base = section("a", live(clean, 0, 1));
  LeakSection contender = base;
  contender.verdict = allocator_retention;
  contender.retention = Retention{.grown_low = 90e3, .grown_high = 99e3};
  const auto change = [&] {
    return compare_leaks(document({base}), document({contender})).sections.at(0).change;
  };
  BOOST_TEST((change() == LeakChange::cannot_tell));  // nobody looked before
  base.retention = Retention{.rss_anon_bytes = {1e6, 1e6}, .after_trim_bytes = 1e6};
  BOOST_TEST((change() == LeakChange::worse));  // as an instrument says that nothing was kept
  base = contender;
  BOOST_TEST((change() == LeakChange::same));
  contender.verdict = clean;
  BOOST_TEST((change() == LeakChange::better));
}

// Both once were "same", since each of their metrics is clean.
BOOST_AUTO_TEST_CASE(does_not_call_clean_what_was_not_tried) {
  const LeakSection tried = section("a", live(clean, 0, 1));
  LeakSection idle = tried;
  idle.verdict = cannot_tell;
  const auto change = [](const LeakSection& base, const LeakSection& contender) {
    return compare_leaks(document({base}), document({contender})).worst();
  };
  BOOST_TEST((change(tried, idle) == LeakChange::cannot_tell));
  BOOST_TEST((change(idle, idle) == LeakChange::cannot_tell));
  BOOST_TEST((change(idle, tried) == LeakChange::better));
  const LeakSection leaking = section("a", live(leak, 15, 17));
  BOOST_TEST((change(leaking, idle) == LeakChange::cannot_tell));
  BOOST_TEST((change(idle, leaking) == LeakChange::worse));
}

BOOST_AUTO_TEST_CASE(cannot_tell_at_best_of_a_run_that_ended_early) {
  const LeakSection whole = section("a", live(clean, 0, 1));
  LeakSection partial = whole;
  partial.partial = "interrupted after 18 cycles";
  const LeakComparison comparison = compare_leaks(document({whole}), document({partial}));
  BOOST_TEST((comparison.verdict() == ExitCode::undecided));
  BOOST_TEST(leak_comparison_text(comparison) ==
             "leak tests: cannot tell\n"
             "cannot tell  leak/a  clean -> clean, partial (interrupted after 18 cycles)\n");
  BOOST_TEST((compare_leaks(document({partial}), document({whole})).verdict() == ExitCode::good));

  partial.metrics[0] = live(leak, 15, 17);
  partial.verdict = leak;
  BOOST_TEST(
      (compare_leaks(document({whole}), document({partial})).verdict() == ExitCode::verdict_bad));
}

// A larger --max-leak once made anything clean.
BOOST_AUTO_TEST_CASE(holds_the_new_run_to_the_limit_of_the_base) {
  const auto change = [](LeakMetric before, LeakMetric after, const char* name) {
    before.name = after.name = name;
    LeakSection base = section("a", before);
    LeakSection contender = section("a", after);
    base.max_leak_bytes = 1024;
    contender.max_leak_bytes = 1 << 20;
    return compare_leaks(document({base}), document({contender})).worst();
  };
  const LeakMetric quiet = live(clean, 0, 1);
  BOOST_TEST((change(quiet, live(clean, 0, 1000), "live_bytes") == LeakChange::same));
  BOOST_TEST((change(quiet, live(clean, 0, 2000), "live_bytes") == LeakChange::cannot_tell));
  BOOST_TEST((change(quiet, live(clean, 1900, 2000), "live_bytes") == LeakChange::worse));
  // The limit of what grows by whole pages is one at least, and what is counted has its own.
  BOOST_TEST((change(quiet, live(clean, 0, 2000), "rss_anon_bytes") == LeakChange::same));
  BOOST_TEST((change(quiet, live(clean, 0, 5000), "rss_anon_bytes") == LeakChange::cannot_tell));
  BOOST_TEST((change(quiet, live(clean, 0, 2000), "live_blocks") == LeakChange::same));
  BOOST_TEST((change(live(leak, 9000, 9999), live(clean, 0, 2000), "live_bytes") ==
              LeakChange::better));  // it grows less, whatever it is called
}

BOOST_AUTO_TEST_CASE(holds_what_the_allocator_keeps_to_the_limit_of_the_base) {
  LeakSection base = section("a", live(clean, 0, 1));
  base.max_leak_bytes = 1024;
  base.retention = Retention{.rss_anon_bytes = {1e6, 1e6}, .after_trim_bytes = 1e6};
  LeakSection contender = base;
  contender.max_leak_bytes = 1 << 20;
  contender.retention = Retention{.grown_low = 90e3, .grown_high = 99e3};
  const LeakComparison comparison = compare_leaks(document({base}), document({contender}));
  BOOST_TEST((comparison.worst() == LeakChange::worse));
  BOOST_TEST(leak_comparison_text(comparison) ==
             "leak tests: worse\n"
             "worse        leak/a  clean\n"
             "  --max-leak: base: 1024 B; new: 1048576 B; clean here means below the base's\n");
}

BOOST_AUTO_TEST_CASE(lists_what_is_on_one_side_and_passes_nothing_over) {
  Document base = document({section("gone", live(leak, 1, 2)), section("a", live(clean, 0, 1))});
  Document contender = document({section("a", live(clean, 0, 1))});
  BOOST_TEST((compare_leaks(base, contender).verdict() == ExitCode::good));
  BOOST_TEST(compare_leaks(base, contender).only_in_base.at(0).name == "leak/gone");

  contender.notes = {{NoteKind::left_out, "leak/gone", "it crashed", "new.json"}};
  const LeakComparison failed = compare_leaks(base, contender);
  BOOST_TEST((failed.verdict() == ExitCode::undecided));
  BOOST_TEST(leak_comparison_text(failed) ==
             "leak tests: cannot tell\n"
             "same         leak/a  clean\n"
             "only in BASE: leak/gone (leak)\n"
             "not tested in NEW: leak/gone (it crashed)\n");

  contender.leaks.push_back(section("new", live(leak, 1, 2)));
  BOOST_TEST((compare_leaks(base, contender).verdict() == ExitCode::verdict_bad));
}

// As beside rows that pair, where nothing else would tell.
BOOST_AUTO_TEST_CASE(cannot_tell_where_both_have_tests_and_none_of_one_name) {
  const Document base = document({section("a", live(clean, 0, 1))});
  const Document contender = document({section("b", live(clean, 0, 1))});
  BOOST_TEST((compare_leaks(base, contender).verdict() == ExitCode::undecided));
  BOOST_TEST((compare_leaks(base, document({})).verdict() == ExitCode::good));
  BOOST_TEST((compare_leaks(document({}), contender).verdict() == ExitCode::good));
}

BOOST_AUTO_TEST_CASE(does_not_pass_over_a_test_that_the_file_ends_inside_of) {
  const Document whole = document({section("a", live(clean, 0, 1))});
  Document cut = whole;
  cut.notes = {
      {NoteKind::truncated, "leaktest", "the file ends inside a leak section", "new.json"}};
  const LeakComparison comparison = compare_leaks(whole, cut);
  BOOST_TEST((comparison.verdict() == ExitCode::undecided));
  BOOST_TEST((comparison.failed_in_new == cut.notes));
  BOOST_TEST((compare_leaks(cut, whole).verdict() == ExitCode::good));
}

BOOST_AUTO_TEST_CASE(does_not_call_clean_what_is_no_longer_judged) {
  const LeakSection base = section("a", live(leak, 1, 2));
  LeakSection contender = base;
  contender.verdict = clean;
  contender.metrics[0] = {.name = "threads", .verdict = clean};
  const LeakComparison comparison = compare_leaks(document({base}), document({contender}));
  BOOST_TEST(comparison.sections.at(0).metrics.size() == 2U);
  BOOST_TEST((comparison.worst() == LeakChange::cannot_tell));
}

BOOST_AUTO_TEST_CASE(says_what_changed_and_by_how_much) {
  BOOST_TEST(leak_comparison_text(compared(live(clean, 0, 1), live(leak, 15, 17))) ==
             "leak tests: worse\n"
             "worse        leak/a  clean -> leak\n"
             "  live_bytes: worse; base: clean, 0.5 [0, 1] B a cycle; new: leak, 16 [15, 17] B a "
             "cycle\n");
  BOOST_TEST(leak_comparison_text({}).empty());
}

BOOST_AUTO_TEST_CASE(is_a_part_of_the_comparison_of_documents) {
  Document base = made_document({made_series("load/mmap/a/warm", steady(50e3))});
  Document contender = base;
  base.leaks = {section("a", live(clean, 0, 1))};
  contender.leaks = {section("a", live(leak, 15, 17))};
  const Comparison both = compare(base, contender, {});
  BOOST_TEST((both.verdict() == ExitCode::verdict_bad));
  BOOST_TEST(comparison_table(both, false).find("leak tests: worse\n") != std::string::npos);
  BOOST_TEST(comparison_markdown(both).find("**leak tests: worse**\n\n```\n") != std::string::npos);

  const Comparison leaks =
      compare(document(std::move(base.leaks)), document(std::move(contender.leaks)), {});
  BOOST_TEST(comparison_table(leaks, false).starts_with("leak tests: worse\n"));
  BOOST_TEST(comparison_json(leaks).find("\"exit_code\": 1") != std::string::npos);
}

// They once passed with exit code 0, since a leak test was in both.
BOOST_AUTO_TEST_CASE(does_not_stand_in_for_rows_that_have_no_partner) {
  Document base = made_document({made_series("load/mmap/a/warm", steady(50e3))});
  Document contender = made_document({made_series("load/mmap/b/warm", steady(50e3))});
  base.leaks = contender.leaks = {section("a", live(clean, 0, 1))};
  BOOST_CHECK_EXCEPTION(compare(base, contender, {}), Error,
                        [](const Error& error) { return error.kind() == ErrorKind::mismatch; });
  BOOST_CHECK_NO_THROW(compare(base, contender, {.filter = "leak/"}));

  contender.series.clear();
  BOOST_TEST((compare(base, contender, {}).verdict() == ExitCode::undecided));
  const Comparison one_sided = compare(base, contender, {.accept = {Doubt::missing}});
  BOOST_TEST((one_sided.verdict() == ExitCode::good));
  BOOST_TEST(comparison_table(one_sided, false) ==
             "leak tests: not worse\n"
             "same         leak/a  clean\n"
             "only in BASE: load/mmap/a/warm\n");
  BOOST_TEST(comparison_markdown(one_sided).ends_with("```\n\n- only in BASE: load/mmap/a/warm\n"));
}

BOOST_AUTO_TEST_CASE(is_written_as_json_where_there_are_leak_tests) {
  const Document rows = made_document({made_series("load/mmap/a/warm", steady(50e3))});
  BOOST_TEST(comparison_json(compare(rows, rows, {})).find("leaktest") == std::string::npos);
  const Document leaks = document({section("a", live(leak, 15, 17))});
  const std::string json = comparison_json(compare(leaks, leaks, {}));
  BOOST_TEST(json.find("\"verdict\": \"same\"") != std::string::npos);
  BOOST_TEST(json.find("\"base_low\": 15.0") != std::string::npos);
  BOOST_TEST(json.find("\"new_partial\": null") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports
