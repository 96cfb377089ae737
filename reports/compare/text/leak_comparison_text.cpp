#include "reports/compare/text/leak_comparison_text.hpp"

#include <fmt/format.h>

#include "core/base/error.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kLongestName = 200;

// "leak, 16 [15, 17] B a cycle"
std::string judged_text(const std::optional<LeakMetric>& metric) {
  if (!metric) return "not judged";
  std::string text = words_of(metric->verdict);
  if (!metric->slope_per_load) return text;
  text += fmt::format(", {:.4g}", *metric->slope_per_load);
  if (metric->slope_low && metric->slope_high) {
    text += fmt::format(" [{:.4g}, {:.4g}]", *metric->slope_low, *metric->slope_high);
  }
  return text + (metric->name.ends_with("_bytes") ? " B a cycle" : " a cycle");
}

// "clean, partial (interrupted after 18 cycles)"
std::string verdict_text(const LeakSectionSide& side) {
  if (side.partial.empty()) return words_of(side.verdict);
  return fmt::format("{}, partial ({})", words_of(side.verdict), printable(side.partial));
}

std::string section_text(const LeakSectionComparison& section) {
  const std::string base = verdict_text(section.base);
  const std::string contender = verdict_text(section.contender);
  std::string text = fmt::format("{:<11}  {}  {}\n", name_of(section.change),
                                 printable(section.name, kLongestName),
                                 base == contender ? base : base + " -> " + contender);
  if (section.is_by_a_looser_limit()) {
    text += fmt::format(
        "  --max-leak: base: {:.10g} B; new: {:.10g} B; clean here means below the base's\n",
        section.base.max_leak_bytes, section.contender.max_leak_bytes);
  }
  for (const LeakMetricComparison& metric : section.metrics) {
    if (metric.change == LeakChange::same) continue;
    text += fmt::format("  {}: {}; base: {}; new: {}\n", printable(metric.name, kLongestName),
                        name_of(metric.change), judged_text(metric.base),
                        judged_text(metric.contender));
  }
  return text;
}

std::string one_sided(std::string_view side, const std::vector<LeakSectionOnOneSide>& sections) {
  std::string text;
  for (const LeakSectionOnOneSide& section : sections) {
    text += fmt::format("only in {}: {} ({})\n", side, printable(section.name, kLongestName),
                        words_of(section.verdict));
  }
  return text;
}

std::string failed(std::string_view side, const std::vector<Note>& notes) {
  std::string text;
  for (const Note& note : notes) {
    text += fmt::format("not tested in {}: {} ({})\n", side, printable(note.subject, kLongestName),
                        printable(note.reason));
  }
  return text;
}

}  // namespace

std::string leak_headline(const LeakComparison& comparison) {
  switch (comparison.worst()) {
    case LeakChange::worse:
      return "leak tests: worse";
    case LeakChange::cannot_tell:
      return "leak tests: cannot tell";
    case LeakChange::same:
    case LeakChange::better:
      break;
  }
  return "leak tests: not worse";
}

std::string leak_comparison_text(const LeakComparison& comparison) {
  if (comparison.empty()) return {};
  std::string text = leak_headline(comparison) + "\n";
  for (const LeakSectionComparison& section : comparison.sections) text += section_text(section);
  return text + one_sided("BASE", comparison.only_in_base) +
         one_sided("NEW", comparison.only_in_new) + failed("BASE", comparison.failed_in_base) +
         failed("NEW", comparison.failed_in_new);
}

}  // namespace alertsage::reports
