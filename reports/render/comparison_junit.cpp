#include "reports/render/comparison_junit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/compare/text/comparison_words.hpp"
#include "reports/compare/text/leak_comparison_text.hpp"
#include "reports/compare/text/row_words.hpp"
#include "reports/render/junit_suite.hpp"
#include "reports/results/quantity.hpp"

namespace alertsage::reports {
namespace {

constexpr std::string_view kSuite = "compare";

std::string class_of(std::string_view part) {
  return fmt::format("{}.{}", kSuite, part);
}

std::string output_of(const Comparison& comparison, const RowComparison& row) {
  std::string text =
      fmt::format("base: {}\nnew: {}\nchange: {}\n", value_text(row.base_median, row.metric),
                  value_text(row.new_median, row.metric), change_words(row));
  const auto add = [&](std::string_view what, const std::string& value) {
    if (!value.empty()) text += fmt::format("{}: {}\n", what, value);
  };
  add("interval", interval_words(row));
  add("limit", limit_text(row.limit));
  if (row.smallest_visible) add("visible from", change_text(*row.smallest_visible));
  add("from", reason_of(comparison, row));
  return text;
}

// "slower: 50.0 us is now 56.0 us, +12 % (+10 % to +14 %), limit +5.0 %"
std::string figures_of(const RowComparison& row) {
  std::string text =
      fmt::format("{}: {} is now {}", word_of(row.change, row.metric),
                  value_text(row.base_median, row.metric), value_text(row.new_median, row.metric));
  if (row.ratio) text += ", " + change_words(row);
  if (const std::string interval = interval_words(row); !interval.empty()) {
    text += fmt::format(" ({})", interval);
  }
  return text + ", " + limit_words(row.limit);
}

JunitCase case_of(const Comparison& comparison, const RowComparison& row) {
  JunitCase result{.class_name = class_of(row.metric.name),
                   .name = row.name,
                   .output = output_of(comparison, row)};
  const Change change = said_change(comparison, row);
  if (change == Change::slower) {
    result.outcome = JunitOutcome::failed;
    result.type = word_of(change, row.metric);
    result.message = figures_of(row);
  } else if (change == Change::cannot_tell) {
    result.outcome = JunitOutcome::skipped;
    result.message = fmt::format("cannot tell: {}", reason_of(comparison, row));
  }
  return result;
}

JunitCase skipped(std::string class_name, std::string name, std::string why) {
  return {.class_name = std::move(class_name),
          .name = std::move(name),
          .outcome = JunitOutcome::skipped,
          .message = std::move(why)};
}

void add_rows(const Comparison& comparison, std::vector<JunitCase>& cases) {
  for (const RowComparison& row : comparison.rows) cases.push_back(case_of(comparison, row));
  for (const NotCompared& row : comparison.not_compared) {
    cases.push_back(skipped(class_of(row.metric), row.name, std::string(words_of(row.reason))));
  }
  for (const std::string& name : comparison.only_in_base) {
    cases.push_back(skipped(std::string(kSuite), name, "only in BASE"));
  }
  for (const std::string& name : comparison.only_in_new) {
    cases.push_back(skipped(std::string(kSuite), name, "only in NEW"));
  }
}

JunitCase leak_case(std::string name, LeakChange change, std::string message) {
  JunitCase result{.class_name = class_of("leaktest"), .name = std::move(name)};
  if (change == LeakChange::worse) {
    result.outcome = JunitOutcome::failed;
    result.type = name_of(change);
  } else if (change == LeakChange::cannot_tell) {
    result.outcome = JunitOutcome::skipped;
  }
  result.message = fmt::format("{}: {}", name_of(change), message);
  return result;
}

void add_leaks(const LeakComparison& leaks, std::vector<JunitCase>& cases) {
  for (const LeakSectionComparison& section : leaks.sections) {
    cases.push_back(leak_case(section.name, section.change,
                              fmt::format("{} in BASE, {} in NEW", words_of(section.base.verdict),
                                          words_of(section.contender.verdict))));
    cases.back().output = leak_comparison_text({.sections = {section}});
  }
  for (const LeakSectionOnOneSide& section : leaks.only_in_new) {
    const LeakChange change = section.verdict == LeakVerdict::leak    ? LeakChange::worse
                              : section.verdict == LeakVerdict::clean ? LeakChange::same
                                                                      : LeakChange::cannot_tell;
    cases.push_back(
        leak_case(section.name, change,
                  fmt::format("{} in NEW, which BASE has no test of", words_of(section.verdict))));
  }
  for (const LeakSectionOnOneSide& section : leaks.only_in_base) {
    cases.push_back(skipped(class_of("leaktest"), section.name, "only in BASE"));
  }
  for (const Note& failed : leaks.failed_in_new) {
    cases.push_back({.class_name = class_of("leaktest"),
                     .name = failed.subject,
                     .outcome = JunitOutcome::error,
                     .type = "not tested",
                     .message = failed.reason});
  }
}

}  // namespace

std::string comparison_junit(const Comparison& comparison) {
  std::vector<JunitCase> cases;
  add_rows(comparison, cases);
  add_leaks(comparison.leaks, cases);
  if (const auto flaws = flaws_of(comparison); !flaws.empty()) {
    cases.push_back({.class_name = std::string(kSuite),
                     .name = "the whole comparison",
                     .outcome = JunitOutcome::error,
                     .type = comparison.contaminated() ? "contaminated"
                             : !is_judged(comparison)  ? "not comparable"
                                                       : "incomplete",
                     .message = fmt::format("{}", fmt::join(flaws, "; "))});
  }
  return junit_xml(kSuite, cases);
}

}  // namespace alertsage::reports
