#include "reports/compare/leak_comparison.hpp"

#include <algorithm>

#include "core/base/names.hpp"

namespace alertsage::reports {
namespace {

constexpr NameTable<LeakChange, 4> kNames = {{{{LeakChange::better, "better"},
                                               {LeakChange::same, "same"},
                                               {LeakChange::cannot_tell, "cannot tell"},
                                               {LeakChange::worse, "worse"}}}};

// What is compared: a verdict, and the interval of the growth that it was made of.
struct Judged {
  LeakVerdict verdict = LeakVerdict::cannot_tell;
  std::optional<double> low = {};
  std::optional<double> high = {};
};

bool lies_above(const Judged& a, const Judged& b) {
  return a.low && b.high && *a.low > *b.high;
}

LeakChange judge(const Judged& base, const Judged& contender) {
  using enum LeakVerdict;
  const bool above = lies_above(contender, base);
  if (contender.verdict == leak) {
    return base.verdict != leak || above ? LeakChange::worse
           : lies_above(base, contender) ? LeakChange::better
                                         : LeakChange::same;
  }
  if (contender.verdict == clean) {
    return base.verdict == clean ? LeakChange::same : LeakChange::better;
  }
  if (contender.verdict > base.verdict && above) return LeakChange::worse;
  if (contender.verdict < base.verdict && lies_above(base, contender)) return LeakChange::better;
  const bool known = contender.verdict == allocator_retention;
  return known && base.verdict == contender.verdict ? LeakChange::same : LeakChange::cannot_tell;
}

Judged judged(const LeakMetric& metric) {
  return {metric.verdict, metric.slope_low, metric.slope_high};
}

// The verdict of a section is of no series where the allocator kept memory.
Judged judged(const LeakSection& section) {
  Judged verdict{.verdict = section.verdict};
  if (section.retention) {
    verdict.low = section.retention->grown_low;
    verdict.high = section.retention->grown_high;
  }
  return verdict;
}

const LeakSection* find_section(const Document& document, const std::string& name) {
  const auto found = std::find_if(document.leaks.rbegin(), document.leaks.rend(),
                                  [&](const LeakSection& section) { return section.name == name; });
  return found == document.leaks.rend() ? nullptr : &*found;
}

// A quantity that only the new document judges is as good as its verdict; one that it does not
// judge any more leaves open what became of it.
LeakMetricComparison compare_metrics(const LeakMetric* base, const LeakMetric* contender) {
  LeakMetricComparison metric{.name = contender != nullptr ? contender->name : base->name};
  if (base != nullptr) metric.base = *base;
  if (contender == nullptr) return metric;
  metric.contender = *contender;
  if (base != nullptr) {
    metric.change = judge(judged(*base), judged(*contender));
  } else if (contender->verdict == LeakVerdict::clean) {
    metric.change = LeakChange::same;
  } else if (contender->verdict == LeakVerdict::leak) {
    metric.change = LeakChange::worse;
  }
  return metric;
}

bool is_of_sections(LeakVerdict verdict) {
  return verdict == LeakVerdict::allocator_retention;
}

LeakSectionComparison compare_sections(const LeakSection& base, const LeakSection& contender) {
  LeakSectionComparison section{
      .name = base.name, .base = base.verdict, .contender = contender.verdict};
  for (const LeakMetric& metric : contender.metrics) {
    section.metrics.push_back(compare_metrics(find_metric(base, metric.name), &metric));
  }
  for (const LeakMetric& metric : base.metrics) {
    if (find_metric(contender, metric.name) != nullptr) continue;
    section.metrics.push_back(compare_metrics(&metric, nullptr));
  }
  const bool by_section =
      section.metrics.empty() || is_of_sections(base.verdict) || is_of_sections(contender.verdict);
  section.change =
      by_section ? judge(judged(base), judged(contender)) : section.metrics.front().change;
  // What is better beside what is not does not make it so.
  for (const LeakMetricComparison& metric : section.metrics) {
    const bool quiet = metric.change == LeakChange::same && section.change == LeakChange::better;
    if (!quiet) section.change = std::max(section.change, metric.change);
    if (section.change == LeakChange::same && metric.change == LeakChange::better) {
      section.change = LeakChange::better;
    }
  }
  return section;
}

// A section that the file ends inside of is a test that nobody knows the end of.
std::vector<Note> failed_or_cut_off(const Document& document) {
  std::vector<Note> failed = failed_leak_tests(document);
  for (const Note& note : document.notes) {
    if (note.kind == NoteKind::truncated && note.subject == "leaktest") failed.push_back(note);
  }
  return failed;
}

// The names of a document's sections, each once, in order.
std::vector<std::string> names_of(const Document& document) {
  std::vector<std::string> names;
  for (const LeakSection& section : document.leaks) {
    if (std::find(names.begin(), names.end(), section.name) == names.end()) {
      names.push_back(section.name);
    }
  }
  return names;
}

}  // namespace

std::string_view name_of(LeakChange change) noexcept {
  return kNames.name(change);
}

bool LeakComparison::empty() const {
  return sections.empty() && only_in_base.empty() && only_in_new.empty() &&
         failed_in_base.empty() && failed_in_new.empty();
}

LeakChange LeakComparison::worst() const {
  LeakChange worst = sections.empty() ? LeakChange::same : LeakChange::better;
  for (const LeakSectionComparison& section : sections) worst = std::max(worst, section.change);
  for (const LeakSectionOnOneSide& section : only_in_new) {
    if (section.verdict == LeakVerdict::leak) worst = LeakChange::worse;
  }
  const bool none_pair = sections.empty() && !only_in_base.empty() && !only_in_new.empty();
  if (none_pair || !failed_in_new.empty()) worst = std::max(worst, LeakChange::cannot_tell);
  return worst;
}

ExitCode LeakComparison::verdict() const {
  switch (worst()) {
    case LeakChange::worse:
      return ExitCode::verdict_bad;
    case LeakChange::cannot_tell:
      return ExitCode::undecided;
    case LeakChange::same:
    case LeakChange::better:
      break;
  }
  return ExitCode::good;
}

LeakComparison compare_leaks(const Document& base, const Document& contender) {
  LeakComparison comparison{.failed_in_base = failed_or_cut_off(base),
                            .failed_in_new = failed_or_cut_off(contender)};
  for (const std::string& name : names_of(base)) {
    const LeakSection* before = find_section(base, name);
    const LeakSection* after = find_section(contender, name);
    if (after != nullptr) {
      comparison.sections.push_back(compare_sections(*before, *after));
    } else {
      comparison.only_in_base.push_back({name, before->verdict});
    }
  }
  for (const std::string& name : names_of(contender)) {
    if (find_section(base, name) != nullptr) continue;
    comparison.only_in_new.push_back({name, find_section(contender, name)->verdict});
  }
  return comparison;
}

}  // namespace alertsage::reports
