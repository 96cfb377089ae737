#include "reports/render/leak_section_report.hpp"

#include <fmt/format.h>

#include "core/base/numbers.hpp"
#include "reports/charts/growth.hpp"
#include "reports/charts/leak_chart.hpp"
#include "reports/charts/leak_series.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/charts/words.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kMostLeaked = 12;  // names in a list; the document has all

// "96 KiB, 90 KiB to 110 KiB"; empty where growth was not established.
std::string kept_text(const Retention& kept) {
  return growth_interval({.name = std::string(leak_metric::kRssAnon),
                          .slope_per_load = kept.grown_per_load,
                          .slope_low = kept.grown_low,
                          .slope_high = kept.grown_high});
}

std::string retention_words(const LeakSection& section) {
  const Retention* kept = kept_memory(section);
  if (kept == nullptr) return {};
  const std::string amount = kept->grown_per_load
                                 ? bytes_figure(*kept->grown_per_load, 2) + " a cycle"
                                 : std::string("memory");
  std::string words = "Left alone, the allocator keeps " + amount;
  if (!kept->rss_anon_bytes.empty()) {
    const double given_back = kept->rss_anon_bytes.back() - kept->after_trim_bytes;
    if (given_back > 0) {
      words += fmt::format(", and gives back {} when it is trimmed", bytes_figure(given_back, 2));
    }
  }
  return words + (section.verdict == LeakVerdict::allocator_retention ? ": not a leak." : ".");
}

std::vector<std::string> remarks_of(const LeakSection& section) {
  std::vector<std::string> remarks;
  if (std::string kept = retention_words(section); !kept.empty()) remarks.push_back(kept);
  if (!section.partial.empty()) {
    remarks.push_back(
        fmt::format("Partial: {}. The verdict is on what there was.", section.partial));
  }
  return remarks;
}

std::vector<std::string> leaked_of(const LeakSection& section) {
  std::vector<std::string> names;
  for (const LeakedThing& thing : section.leaked) {
    if (names.size() == kMostLeaked) {
      names.push_back("and " + counted(section.leaked.size() - kMostLeaked, "other"));
      break;
    }
    names.push_back(fmt::format("{} more {}: {}", count_figure(thing.count),
                                metric_label(thing.metric), thing.name));
  }
  return names;
}

// An older document, or a test that could not judge, has no sentence of its own.
std::string reason_of(const LeakSection& section, const LeakMetric* deciding) {
  if (deciding != nullptr && section.reason.starts_with(deciding->name + ": ")) {
    return metric_label(deciding->name) + section.reason.substr(deciding->name.size());
  }
  if (!section.reason.empty()) return section.reason;
  if (deciding == nullptr) return "nothing was judged";
  if (deciding->reason.empty()) {
    return fmt::format("{}: {}", metric_label(deciding->name), growth_bound(*deciding));
  }
  return fmt::format("{}: {}", metric_label(deciding->name), deciding->reason);
}

std::string subject_of(const LeakSection& section) {
  return section.strategy == leak_strategy::kProcess ? "process " + section.command
                                                     : section.command;
}

}  // namespace

LeakSectionReport leak_section_report(const LeakSection& section, bool with_chart) {
  LeakSectionReport report{.name = section_label(section),
                           .verdict = section.verdict,
                           .verdict_words = words_of(section.verdict),
                           .remarks = remarks_of(section),
                           .leaked = leaked_of(section),
                           .subject = subject_of(section),
                           .next_steps = section.next_steps};
  if (!section.partial.empty()) report.verdict_words += ", partial";
  const LeakMetric* deciding = deciding_metric(section);
  report.reason = reason_of(section, deciding);
  if (deciding != nullptr) {
    report.growth = with_metric(growth_interval(*deciding), *deciding);
    report.smallest_leak = smallest_leak_text(*deciding);
  }
  if (section.verdict == LeakVerdict::allocator_retention && section.retention) {
    const std::string kept = kept_text(*section.retention);
    report.growth = kept.empty() ? std::string() : kept + " (RssAnon, untrimmed)";
    if (deciding != nullptr) report.smallest_leak = with_metric(report.smallest_leak, *deciding);
  }
  if (with_chart) report.chart = leak_chart(section);
  const std::vector<std::string> constant = constant_quantities(section);
  if (!report.chart && !constant.empty()) {
    report.constant =
        fmt::format("Constant over {} cycles: {}.", section.loads, enumeration(constant));
  }
  return report;
}

}  // namespace alertsage::reports
