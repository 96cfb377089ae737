#include "reports/compare/leak_comparison.hpp"

#include <algorithm>

#include "core/base/names.hpp"
#include "reports/results/vocabulary.hpp"

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

// The growth in bytes below which a quantity was clean, where it has such a limit and the document
// says which: of whole pages at least one, and no machine has smaller ones than this.
std::optional<double> limit_of(std::string_view metric, const LeakSection& section) {
  constexpr double kPage = 4096;
  if (!metric.ends_with("_bytes") || section.max_leak_bytes <= 0) return std::nullopt;
  const bool in_pages = metric.starts_with("rss_") || metric == leak_metric::kMappedBytes;
  return in_pages ? std::max(section.max_leak_bytes, kPage) : section.max_leak_bytes;
}

// As the base's limit has it: clean by a larger one may be anything there.
Judged judged_by(const LeakSection& base, const LeakSection& contender, std::string_view metric,
                 Judged judged) {
  const auto limit = limit_of(metric, base);
  const auto looser = limit_of(metric, contender);
  const bool is_looser = limit && looser && *looser > *limit;
  if (is_looser && judged.verdict == LeakVerdict::clean && judged.high && *judged.high >= *limit) {
    judged.verdict = LeakVerdict::cannot_tell;
  }
  return judged;
}

Judged judged(const LeakMetric& metric) {
  return {metric.verdict, metric.slope_low, metric.slope_high};
}

// The verdict of a section is of no series where it is about what the allocator keeps. Figures are
// absent where it was looked at and kept nothing.
Judged judged(const LeakSection& section) {
  Judged verdict{.verdict = section.verdict};
  if (section.retention && section.verdict <= LeakVerdict::allocator_retention) {
    verdict.low = section.retention->grown_low.value_or(0);
    verdict.high = section.retention->grown_high.value_or(0);
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
LeakChange change_of(const LeakMetric* base, const Judged& contender) {
  if (base != nullptr) return judge(judged(*base), contender);
  if (contender.verdict == LeakVerdict::clean) return LeakChange::same;
  return contender.verdict == LeakVerdict::leak ? LeakChange::worse : LeakChange::cannot_tell;
}

std::vector<LeakMetricComparison> compare_metrics(const LeakSection& base,
                                                  const LeakSection& contender) {
  std::vector<LeakMetricComparison> metrics;
  for (const LeakMetric& metric : contender.metrics) {
    const LeakMetric* before = find_metric(base, metric.name);
    const Judged after = judged_by(base, contender, metric.name, judged(metric));
    metrics.push_back({.name = metric.name,
                       .base = before == nullptr ? std::nullopt : std::optional(*before),
                       .contender = metric,
                       .change = change_of(before, after)});
  }
  for (const LeakMetric& metric : base.metrics) {
    if (find_metric(contender, metric.name) != nullptr) continue;
    metrics.push_back({.name = metric.name, .base = metric});
  }
  return metrics;
}

// Else it is of what the allocator keeps, or of a process that did nothing.
bool is_of_metrics(const LeakSection& section) {
  return std::any_of(section.metrics.begin(), section.metrics.end(),
                     [&](const LeakMetric& metric) { return metric.verdict == section.verdict; });
}

LeakSectionSide side_of(const LeakSection& section) {
  return {section.verdict, section.partial, section.max_leak_bytes};
}

LeakSectionComparison compare_sections(const LeakSection& base, const LeakSection& contender) {
  LeakSectionComparison section{.name = base.name,
                                .base = side_of(base),
                                .contender = side_of(contender),
                                .metrics = compare_metrics(base, contender)};
  const Judged after = judged_by(base, contender, leak_metric::kRssAnon, judged(contender));
  const bool by_section =
      !is_of_metrics(base) || !is_of_metrics(contender) || after.verdict != contender.verdict;
  section.change = by_section ? judge(judged(base), after) : section.metrics.front().change;
  // What is better beside what is not does not make it so.
  for (const LeakMetricComparison& metric : section.metrics) {
    const bool quiet = metric.change == LeakChange::same && section.change == LeakChange::better;
    if (!quiet) section.change = std::max(section.change, metric.change);
    if (section.change == LeakChange::same && metric.change == LeakChange::better) {
      section.change = LeakChange::better;
    }
  }
  // What the rest of the run would have shown is not known.
  if (!contender.partial.empty())
    section.change = std::max(section.change, LeakChange::cannot_tell);
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
