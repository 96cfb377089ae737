#include "reports/charts/process_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include "reports/results/block_ratio.hpp"
#include "reports/results/process_base.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::array kPaints{kBlue, kVermilion, kGreen, kPurple, kOchre, kBrown, kCrimson, kSlate};

std::optional<RowName> command_row_name(std::string_view name) {
  auto row = parse_row_name(name);
  return row && row->what == process_row::kWhat && row->is_command() ? row : std::nullopt;
}

// Collects rows by state, and gives each command its paint.
class Collector {
 public:
  ProcessRow& row(const RowName& name) {
    auto& rows = states_[name.state];
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const ProcessRow& row) {
      return row.command == name.strategy;
    });
    if (found != rows.end()) return *found;
    const bool floor = is_process_floor(name.strategy);
    return rows.emplace_back(ProcessRow{.command = name.strategy,
                                        .state = name.state,
                                        .is_floor = floor,
                                        .paint = floor ? kSteel : paint_of(name.strategy)});
  }

  std::vector<ProcessState> states() {
    std::vector<ProcessState> states;
    for (const std::string_view state : process_row::kStates) {
      auto found = states_.find(state);
      if (found == states_.end()) continue;
      auto& rows = found->second;
      std::stable_sort(rows.begin(), rows.end(), [this](const ProcessRow& a, const ProcessRow& b) {
        return rank(a) < rank(b);
      });
      states.push_back({std::string(state), std::move(rows)});
    }
    return states;
  }

 private:
  Paint paint_of(const std::string& command) {
    const std::size_t place = ranks_.emplace(command, ranks_.size()).first->second;
    return kPaints[place % kPaints.size()];
  }

  std::size_t rank(const ProcessRow& row) const {
    const auto found = ranks_.find(row.command);
    return found == ranks_.end() ? ranks_.size() : found->second;  // a floor
  }

  std::map<std::string, std::vector<ProcessRow>, std::less<>> states_;
  std::map<std::string, std::size_t> ranks_;  // of commands, by first appearance
};

}  // namespace

std::vector<ProcessState> process_states(const Measurements& measurements) {
  Collector collector;
  const Document& document = measurements.document();
  for (const Series& series : document.series) {
    const auto name = command_row_name(series.name);
    if (!name) continue;
    ProcessRow& row = collector.row(*name);
    row.series = &series;
    row.timed = measurements.find(series.name);
  }
  for (const Note& note : document.notes) {
    const auto name = command_row_name(note.subject);
    if (name) collector.row(*name).notes.push_back(&note);
  }
  return collector.states();
}

std::optional<Measured> measured_counter(const ProcessRow& row, std::string_view counter) {
  if (row.series == nullptr) return std::nullopt;
  std::vector<double> values;
  for (const Row& sample : row.series->rows) {
    const auto found = sample.counters.find(std::string(counter));
    if (found == sample.counters.end() || !std::isfinite(found->second)) return std::nullopt;
    values.push_back(found->second);
  }
  return measure(std::move(values));
}

std::optional<ProcessRatio> process_ratio(const ProcessRow& base, const ProcessRow& row) {
  if (base.series == nullptr || row.series == nullptr) return std::nullopt;
  if (const auto ratio = block_ratio(*base.series, *row.series, kConfidence)) {
    return ProcessRatio{*ratio, true};
  }
  const auto base_times = real_times(*base.series);
  const auto times = real_times(*row.series);
  if (!base_times || !times) return std::nullopt;
  const auto ratio = unpaired_ratio(*base_times, *times, kConfidence);
  return ratio ? std::optional(ProcessRatio{*ratio, false}) : std::nullopt;
}

const ProcessRow* fastest_of(const ProcessState& state) {
  const ProcessRow* fastest = nullptr;
  for (const ProcessRow& row : state.rows) {
    if (row.is_floor || row.timed == nullptr) continue;
    if (fastest == nullptr || row.timed->median < fastest->timed->median) fastest = &row;
  }
  return fastest;
}

const ProcessRow* base_of(const ProcessState& state, const Document& document) {
  const Series* const base = process_base(document, state.state);
  for (const ProcessRow& row : state.rows) {
    if (row.timed != nullptr && row.series == base) return &row;
  }
  return nullptr;
}

}  // namespace alertsage::reports
