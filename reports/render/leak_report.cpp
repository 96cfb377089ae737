#include "reports/render/leak_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/numbers.hpp"
#include "reports/charts/growth.hpp"
#include "reports/charts/leak_chart.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/charts/words.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kMostCharts = 24;
constexpr std::size_t kMostNamed = 4;  // tests in a sentence

using Sections = std::vector<const LeakSection*>;

// Tables of models say it too, where there are any.
std::string first_load_words(const LeakSection& section) {
  const auto own = section.first_load.find("private_bytes");
  const auto shared = section.first_load.find("shared_bytes");
  if (own == section.first_load.end() || shared == section.first_load.end()) return {};
  return fmt::format("The first load added {} of its own and {} that processes share.",
                     bytes_figure(own->second, 2), bytes_figure(shared->second, 2));
}

Sections sections_of(const Document& document, const std::string& model) {
  Sections sections;
  for (const LeakSection& section : document.leaks) {
    const bool chosen = model.empty() || (is_of_a_model(section) && section.model == model);
    if (chosen) sections.push_back(&section);
  }
  std::stable_sort(
      sections.begin(), sections.end(),
      [](const LeakSection* a, const LeakSection* b) { return a->verdict > b->verdict; });
  return sections;
}

std::size_t count_of(const Sections& sections, LeakVerdict verdict) {
  return static_cast<std::size_t>(
      std::count_if(sections.begin(), sections.end(),
                    [&](const LeakSection* section) { return section->verdict == verdict; }));
}

std::string headline_of(const Sections& sections) {
  const std::size_t leaks = count_of(sections, LeakVerdict::leak);
  const std::size_t clean = count_of(sections, LeakVerdict::clean);
  if (leaks > 0 && sections.size() == 1) return "Leak.";
  if (leaks > 0) return fmt::format("Leak in {} of {}.", leaks, counted(sections.size(), "test"));
  if (clean == sections.size()) return fmt::format("Clean: no leak in {}.", counted(clean, "test"));
  if (sections.size() == 1) return sentence_case(words_of(sections.front()->verdict)) + ".";
  std::vector<std::string> parts;
  for (const LeakVerdict verdict : {LeakVerdict::cannot_tell, LeakVerdict::decelerating,
                                    LeakVerdict::allocator_retention, LeakVerdict::clean}) {
    const std::size_t count = count_of(sections, verdict);
    if (count > 0) parts.push_back(fmt::format("{} {}", count, words_of(verdict)));
  }
  return fmt::format("No leak seen: {}.", enumeration(parts));
}

// "plugin-tagger, alertsage: load-predict-drop: 24 B a cycle, at least 24 B (live bytes)"
std::string sentence_of(const LeakSection& section) {
  const LeakMetric* deciding = deciding_metric(section);
  if (deciding == nullptr || section.verdict == LeakVerdict::allocator_retention) {
    return section_label(section);
  }
  return fmt::format("{}: {}", section_label(section),
                     with_metric(growth_bound(*deciding), *deciding));
}

// What is worst by name, and how many there are of the others.
std::string finding_of(const Sections& sections) {
  const LeakVerdict worst = sections.front()->verdict;
  if (worst == LeakVerdict::clean) return {};
  const std::size_t count = count_of(sections, worst);
  std::string text;
  for (std::size_t i = 0; i < std::min(count, kMostNamed); ++i) {
    text += (text.empty() ? "" : "; ") + sentence_of(*sections[i]);
  }
  if (count > kMostNamed) text += "; and " + counted(count - kMostNamed, "other");
  std::vector<std::string> others;
  for (const LeakVerdict verdict : {LeakVerdict::cannot_tell, LeakVerdict::decelerating,
                                    LeakVerdict::allocator_retention, LeakVerdict::clean}) {
    const std::size_t number = verdict == worst ? 0 : count_of(sections, verdict);
    if (number > 0) others.push_back(fmt::format("{} {}", number, words_of(verdict)));
  }
  if (!others.empty()) text += fmt::format(". The others: {}", enumeration(others));
  return text + ".";
}

std::vector<std::string> failed_tests(const Document& document, const std::string& model) {
  std::vector<std::string> failed;
  for (const Note& note : failed_leak_tests(document)) {
    const auto name = parse_row_name(note.subject);
    if (!model.empty() && (!name || name->model != model)) continue;
    failed.push_back(
        fmt::format("{}: {}", note.subject.substr(kLeakRowPrefix.size()), note.reason));
  }
  return failed;
}

std::string method_of(const Sections& sections) {
  const auto limited =
      std::find_if(sections.begin(), sections.end(),
                   [](const LeakSection* section) { return section->max_leak_bytes > 0; });
  const std::string limit = limited == sections.end() ? std::string("a limit")
                                                      : bytes_figure((*limited)->max_leak_bytes, 2);
  return fmt::format(
      "Growth a cycle, after a warm-up, with a 99 % interval. Leak: it goes on at one rate. Clean: "
      "it is below {}. Decelerating: it becomes less and less, as that of a cache that fills; run "
      "longer. Allocator retention: the allocator keeps freed memory, and gives it back when it is "
      "trimmed. The smallest leak seen is the steady growth that such a run calls a leak nine "
      "times of ten.",
      limit);
}

}  // namespace

std::optional<LeakReport> leak_report(const Document& document, const std::string& model) {
  const Sections sections = sections_of(document, model);
  if (sections.empty()) return std::nullopt;
  LeakReport report{.verdict = sections.front()->verdict,
                    .headline = headline_of(sections),
                    .finding = finding_of(sections),
                    .failed = failed_tests(document, model),
                    .method = method_of(sections)};
  for (const LeakSection* section : sections) {
    const bool with_chart = report.sections.size() < kMostCharts;
    LeakSectionReport& made =
        report.sections.emplace_back(leak_section_report(*section, with_chart));
    std::string first = document.series.empty() ? first_load_words(*section) : std::string();
    if (!first.empty()) made.remarks.push_back(std::move(first));
  }
  if (sections.size() > kMostCharts) {
    report.not_drawn = fmt::format("Charts are of the worst {} tests; the other {} have none.",
                                   kMostCharts, sections.size() - kMostCharts);
  }
  return report;
}

}  // namespace alertsage::reports
