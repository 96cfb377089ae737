#include "reports/render/process_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/printable.hpp"
#include "reports/charts/distribution_chart.hpp"
#include "reports/charts/process_rows.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/charts/start_chart.hpp"
#include "reports/charts/words.hpp"
#include "reports/render/process_table.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kMostCompared = 3;  // in a sentence; the table has all
constexpr std::size_t kNameColumns = 40;

constexpr std::array kMeanings{
    std::pair{process_row::kWarm, "Every page of the command's files was in the page cache."},
    std::pair{process_row::kCold, "No page of the command's files was in the page cache."},
    std::pair{process_row::kProgramCold,
              "No page of the command's files was in the page cache, nor of its program and "
              "libraries where they can be evicted."},
    std::pair{process_row::kUnproven, "Nothing is known of the page cache."},
};

std::string_view meaning_of(std::string_view state, const Document& document) {
  if (state == process_row::kWarm && context_value(document, context::kFiles) == "none") {
    return "Nothing was read from the device.";
  }
  const auto* const found = std::find_if(kMeanings.begin(), kMeanings.end(),
                                         [&](const auto& known) { return known.first == state; });
  return found == kMeanings.end() ? std::string_view() : found->second;
}

std::string short_name(const ProcessRow& row) {
  return shortened(row.command, kNameColumns);
}

// "b takes 1.84x as long (1.79x to 1.88x)."
std::string compared(const ProcessRow& row, const ProcessRow& base) {
  const auto found = process_ratio(base, row);
  if (!found) return fmt::format("{} takes {}.", short_name(row), row.timed->text());
  const Ratio& ratio = found->ratio;
  if (!ratio.interval) {
    return fmt::format("{} takes {} as long; there are too few samples for an interval.",
                       short_name(row), ratio_text(ratio.estimate));
  }
  const std::string range =
      fmt::format("{} to {}", ratio_text(ratio.interval->low), ratio_text(ratio.interval->high));
  if (ratio.interval->low <= 1 && ratio.interval->high >= 1) {
    return fmt::format("{} cannot be told from it ({}).", short_name(row), range);
  }
  return fmt::format("{} takes {} as long ({}).", short_name(row), ratio_text(ratio.estimate),
                     range);
}

std::string finding_of(const ProcessState& state, const Document& document) {
  const ProcessRow* base = base_of(state, document);
  if (base == nullptr) return {};
  std::string text = fmt::format("{} takes {} to {}.", short_name(*base), base->timed->text(),
                                 timed_point(document));
  std::size_t more = 0;
  std::size_t compared_rows = 0;
  for (const ProcessRow& row : state.rows) {
    if (&row == base || row.is_floor || row.timed == nullptr) continue;
    if (compared_rows == kMostCompared) {
      ++more;
      continue;
    }
    ++compared_rows;
    text += " " + compared(row, *base);
  }
  if (more > 0) text += fmt::format(" {} more in the table.", more);
  return text;
}

bool any_ratio_is_unpaired(const std::vector<ProcessState>& states, const Document& document) {
  for (const ProcessState& state : states) {
    const ProcessRow* base = base_of(state, document);
    if (base == nullptr) continue;
    for (const ProcessRow& row : state.rows) {
      const auto ratio = process_ratio(*base, row);
      if (ratio && !ratio->paired) return true;
    }
  }
  return false;
}

std::string method_of(const std::vector<ProcessState>& states, const Document& document) {
  const std::string_view reference = context_value(document, context::kReference);
  return fmt::format(
      "A sample is a fresh process, timed from its spawn to {}. Medians, with their exact 95 % "
      "intervals. Ratios are of times in the same state, to {}{} Peak memory \"<=\": not above the "
      "launcher's, from which a child inherits it.",
      timed_point(document),
      reference.empty() ? std::string("the fastest command")
                        : shortened(reference, kNameColumns) + " where that was measured",
      any_ratio_is_unpaired(states, document)
          ? "; where the samples did not run beside each other in blocks, they are not paired, and "
            "what the machine did meanwhile is in them."
          : ", from pairs that ran in the same block.");
}

// Each in the coldest state in which it was measured.
std::vector<ProcessRow> floors_of(const std::vector<ProcessState>& states) {
  std::vector<ProcessRow> floors;
  for (const ProcessState& state : states) {
    for (const ProcessRow& row : state.rows) {
      if (!row.is_floor || row.timed == nullptr) continue;
      std::erase_if(floors, [&](const ProcessRow& other) { return other.command == row.command; });
      floors.push_back(row);
    }
  }
  return floors;
}

bool has_row_of(const ProcessState& state, std::string_view command) {
  return std::any_of(state.rows.begin(), state.rows.end(),
                     [&](const ProcessRow& row) { return row.command == command; });
}

// `floors` stand beside the rows of `state` where it has none of its own.
ProcessStateReport state_report(const ProcessState& state, std::vector<ProcessRow> floors,
                                const Measurements& measurements) {
  const Document& document = measurements.document();
  std::erase_if(floors, [&](const ProcessRow& floor) { return has_row_of(state, floor.command); });
  return {.title = sentence_case(state.state),
          .finding = finding_of(state, document),
          .meaning = std::string(meaning_of(state.state, document)),
          .proof = std::string(
              context_value(document, fmt::format("{}{}", context::kStatePrefix, state.state))),
          .table = process_table(state, floors, document),
          .distribution = distribution_chart(state)};
}

}  // namespace

std::vector<std::string> commands_of(const Measurements& measurements) {
  std::vector<std::string> commands;
  for (const ProcessState& state : process_states(measurements)) {
    for (const ProcessRow& row : state.rows) {
      const bool known = std::find(commands.begin(), commands.end(), row.command) != commands.end();
      if (!row.is_floor && !known) commands.push_back(row.command);
    }
  }
  return commands;
}

std::optional<ProcessReport> process_report(const Measurements& measurements) {
  const std::vector<ProcessState> states = process_states(measurements);
  if (states.empty()) return std::nullopt;
  const Document& document = measurements.document();
  ProcessReport report{.method = method_of(states, document), .start_chart = start_chart(states)};
  const std::vector<ProcessRow> floors = floors_of(states);
  for (const ProcessState& state : states) {
    // Floors alone make no section: they stand in the tables of the other states.
    const bool floors_alone = std::all_of(state.rows.begin(), state.rows.end(),
                                          [](const ProcessRow& row) { return row.is_floor; });
    if (floors_alone && states.size() > 1) continue;
    report.states.push_back(state_report(state, floors, measurements));
  }
  for (const std::string& command : commands_of(measurements)) {
    const std::string_view text =
        context_value(document, fmt::format("{}{}", context::kCommandPrefix, command));
    if (!text.empty() && text != command) report.commands.push_back({command, std::string(text)});
  }
  return report;
}

}  // namespace alertsage::reports
