#include "reports/render/junit.hpp"

#include <fmt/format.h>

#include <limits>

#include "core/base/printable.hpp"
#include "reports/charts/growth.hpp"
#include "reports/render/junit_suite.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::string_view kClass = "leaktest";

std::string clean(std::string_view text) {
  return printable(text, std::numeric_limits<std::size_t>::max());
}

std::string figures_of(const LeakSection& section) {
  std::string text = fmt::format("{} cycles\n", section.loads);
  const auto add = [&](std::string_view what, const std::string& value) {
    if (!value.empty()) text += fmt::format("{}: {}\n", what, clean(value));
  };
  add("reason", section.reason);
  add("partial", section.partial);
  add(section.strategy == leak_strategy::kProcess ? "process" : "command", section.command);
  for (const LeakMetric& metric : section.metrics) {
    text += fmt::format("{}: {}, {}", clean(metric_label(metric.name)), words_of(metric.verdict),
                        growth_bound(metric));
    const std::string smallest = smallest_leak_text(metric);
    text += smallest.empty() ? "\n" : fmt::format("; smallest leak seen: {}\n", smallest);
  }
  for (const LeakedThing& thing : section.leaked) {
    add("leaked", fmt::format("{:g} {}: {}", thing.count, metric_label(thing.metric), thing.name));
  }
  for (const std::string& step : section.next_steps) add("to find it", step);
  return text;
}

// "clean, partial (interrupted after 12 cycles): no quantity grows"
std::string message_of(const LeakSection& section) {
  std::string message = words_of(section.verdict);
  if (!section.partial.empty()) message += fmt::format(", partial ({})", section.partial);
  return fmt::format("{}: {}", message,
                     section.reason.empty() ? growth_text(section) : section.reason);
}

JunitCase case_of(const LeakSection& section) {
  const bool named = section.name.starts_with(kLeakRowPrefix);
  JunitCase result{.class_name = std::string(kClass),
                   .name = section.name.substr(named ? kLeakRowPrefix.size() : 0),
                   .message = message_of(section),
                   .output = figures_of(section),
                   .seconds = section.seconds};
  if (section.verdict == LeakVerdict::leak) {
    result.outcome = JunitOutcome::failed;
    result.type = "leak";
  } else if (section.verdict != LeakVerdict::clean || !section.partial.empty()) {
    result.outcome = JunitOutcome::skipped;
  }
  return result;
}

JunitCase error(std::string_view name, std::string_view type, std::string_view message) {
  return {.class_name = std::string(kClass),
          .name = std::string(name),
          .outcome = JunitOutcome::error,
          .type = std::string(type),
          .message = std::string(message)};
}

// Why nobody knows what tests the document would have had; empty where it has all.
std::string why_incomplete(const Document& document) {
  std::string why;
  const auto add = [&](std::string_view reason) {
    why += fmt::format("{}{}", why.empty() ? "" : "; ", reason);
  };
  if (const auto partial = context_value(document, context::kPartial); !partial.empty()) {
    add(fmt::format("partial: {}", partial));
  }
  for (const Note& note : document.notes) {
    if (note.kind == NoteKind::truncated) add(words_of(note));
  }
  return why;
}

}  // namespace

std::string leak_junit(const Document& document) {
  std::vector<JunitCase> cases;
  for (const LeakSection& section : document.leaks) cases.push_back(case_of(section));
  for (const Note& failed : failed_leak_tests(document)) {
    const std::string_view name = std::string_view(failed.subject).substr(kLeakRowPrefix.size());
    cases.push_back(error(name, "not tested", failed.reason));
  }
  if (const std::string why = why_incomplete(document); !why.empty()) {
    cases.push_back(error("the whole document", "incomplete", why));
  }
  return junit_xml(kClass, cases);
}

}  // namespace alertsage::reports
