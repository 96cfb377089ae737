#include "reports/render/strategy_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "reports/charts/growth.hpp"
#include "reports/charts/strategy_style.hpp"
#include "reports/charts/words.hpp"
#include "reports/render/note_list.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::string_view kOneThread = "/threads:1";

struct TimeColumn {
  Column column;
  std::string_view row;  // its name, of strategy and model
};

const std::array kTimeColumns{
    TimeColumn{{"Fresh process to first answer", "cold", "process"}, "process/{}/{}/cold"},
    TimeColumn{{"Fresh process to first answer", "warm", "process"}, "process/{}/{}/warm"},
    TimeColumn{{"Load", "cold", "load"}, "load/{}/{}/cold"},
    TimeColumn{{"Load", "warm", "load"}, "load/{}/{}/warm"},
    TimeColumn{{"Load and first answer", "cold", "first"}, "first_prediction/{}/{}/cold"},
    TimeColumn{{"Load and first answer", "warm", "first"}, "first_prediction/{}/{}/warm"},
    TimeColumn{{"Cached get", "", "cached get"}, "cached_get/{}/{}/threads:1"},
    TimeColumn{{"Batch of 5", "uncached", "batch 5", Subject::batches}, "batch/{}/{}/uncached/5"},
    TimeColumn{{"Batch of 5", "cached", "batch 5", Subject::batches}, "batch/{}/{}/cached/5"},
    TimeColumn{{"Batch of 100", "uncached", "batch 100", Subject::batches},
               "batch/{}/{}/uncached/100"},
    TimeColumn{{"Batch of 100", "cached", "batch 100", Subject::batches}, "batch/{}/{}/cached/100"},
};

struct MemoryColumn {
  Column column;
  std::string_view key;  // of LeakSection::first_load
};

const std::array kMemoryColumns{
    MemoryColumn{{"Memory after the first load", "private", "first load", Subject::memory},
                 "private_bytes"},
    MemoryColumn{{"Memory after the first load", "shared", "first load", Subject::memory},
                 "shared_bytes"},
};

const Column kPeakColumn{"Allocated during a load", "peak", "a load", Subject::memory};
const Column kBlocksColumn{"Allocated during a load", "blocks", "a load", Subject::memory};

// A counter that is the same for all samples of the row; of documents that were put together, the
// median.
std::optional<double> counter_of(const Document& document, const std::string& row,
                                 std::string_view counter) {
  const Series* series = find_series(document, row);
  if (series == nullptr) return std::nullopt;
  std::vector<double> values;
  for (const Row& sample : series->rows) {
    const auto found = sample.counters.find(std::string(counter));
    if (found == sample.counters.end() || !std::isfinite(found->second)) return std::nullopt;
    values.push_back(found->second);
  }
  if (values.empty()) return std::nullopt;
  return measure(std::move(values)).median;
}

using Quantities = std::vector<std::optional<Quantity>>;  // one a strategy

class TableBuilder {
 public:
  TableBuilder(const Measurements& measurements, std::string_view model)
      : measurements_(measurements), model_(model), strategies_(standard_strategies()) {
    table_.title = fmt::format("{} by strategy", model);
    table_.row_word = "strategy";
    for (const std::string& strategy : measurements.strategies(model)) {
      const bool known =
          std::find(strategies_.begin(), strategies_.end(), strategy) != strategies_.end();
      if (!known && strategy_style(strategy).kind == StrategyKind::ours) {
        strategies_.push_back(strategy);
      }
    }
    std::stable_sort(strategies_.begin(), strategies_.end(), [](const auto& a, const auto& b) {
      return strategy_rank(a) < strategy_rank(b);
    });
    for (const std::string& strategy : strategies_) {
      table_.rows.push_back({.label = strategy_style(strategy).label});
    }
  }

  FigureTable build() {
    for (const TimeColumn& column : kTimeColumns) add_times(column);
    add_allocations();
    for (const MemoryColumn& column : kMemoryColumns) add_memory(column);
    add_growth();
    table_.notes = notes_.texts();
    return std::move(table_);
  }

 private:
  void add_times(const TimeColumn& spec) {
    Quantities quantities;
    std::vector<std::optional<std::size_t>> notes;
    for (const std::string& strategy : strategies_) {
      const std::string name = fmt::format(fmt::runtime(spec.row), strategy, model_);
      quantities.push_back(time_of(name));
      notes.push_back(note_of(name));
    }
    std::vector<Cell> cells = column_cells(quantities, time_units());
    judge(quantities, strategies_, cells);
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i].note = notes[i];
    if (spec.row.starts_with("cached_get")) explain_cached_get(cells);
    add_column(spec.column, std::move(cells));
  }

  std::optional<Quantity> time_of(std::string_view name) const {
    const Measured* measured = measurements_.find(name);
    if (measured == nullptr && name.ends_with(kOneThread)) {
      measured = measurements_.find(name.substr(0, name.size() - kOneThread.size()));
    }
    if (measured == nullptr) return std::nullopt;
    return Quantity{measured->median, measured->interval, measured->samples.size(),
                    measured->each_is_mean};
  }

  // Cached is a state, not a strategy: whoever filled the cache, getting from it is the same code.
  void explain_cached_get(std::vector<Cell>& cells) {
    const auto measured = std::find_if(cells.begin(), cells.end(),
                                       [](const Cell& cell) { return !cell.text.empty(); });
    if (measured == cells.end()) return;
    const std::string reason =
        fmt::format("a cached get is the same whatever filled the cache; measured with {}",
                    table_.rows[static_cast<std::size_t>(measured - cells.begin())].label);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool ours = strategy_style(strategies_[i]).kind == StrategyKind::ours;
      if (ours && cells[i].text.empty() && !cells[i].note) cells[i].note = notes_.add(reason);
    }
  }

  // Of older documents, and of those of other instruments, nobody misses them.
  void add_allocations() {
    Quantities peaks(strategies_.size());
    std::vector<Cell> blocks(strategies_.size());
    bool counted = false;
    for (std::size_t i = 0; i < strategies_.size(); ++i) {
      const std::string row = fmt::format("load/{}/{}/warm", strategies_[i], model_);
      const auto peak = counter_of(measurements_.document(), row, counter::kPeakLiveBytes);
      const auto allocations = counter_of(measurements_.document(), row, counter::kAllocations);
      if (!peak || !allocations) continue;
      peaks[i] = Quantity{.value = *peak};
      blocks[i].text = whole_number(*allocations);
      counted = true;
    }
    if (!counted) return;
    std::vector<Cell> cells = column_cells(peaks, byte_units());
    judge(peaks, strategies_, cells);
    add_column(kPeakColumn, std::move(cells));
    add_column(kBlocksColumn, std::move(blocks));
  }

  void add_memory(const MemoryColumn& spec) {
    Quantities quantities(strategies_.size());
    for (std::size_t i = 0; i < strategies_.size(); ++i) {
      const LeakSection* section = loads_of(strategies_[i]);
      if (section == nullptr) continue;
      const auto bytes = section->first_load.find(std::string(spec.key));
      if (bytes != section->first_load.end()) quantities[i] = Quantity{.value = bytes->second};
    }
    std::vector<Cell> cells = column_cells(quantities, byte_units());
    // What is shared is there once, whoever has it mapped: less of it is not better.
    if (spec.key == "private_bytes") judge(quantities, strategies_, cells);
    add_column(spec.column, std::move(cells));
  }

  void add_growth() {
    std::vector<Cell> cells(strategies_.size());
    std::int64_t loads = 0;
    for (std::size_t i = 0; i < strategies_.size(); ++i) {
      const LeakSection* section = loads_of(strategies_[i]);
      if (section == nullptr) continue;
      loads = section->loads;
      cells[i].text = words_of(section->verdict);
      cells[i].remarks = memory_growth(*section);
      cells[i].wraps = true;
    }
    const std::string count = loads == 0 ? "repeated" : std::to_string(loads);
    add_column({fmt::format("Growth over {} loads", count), "", "growth", Subject::memory},
               std::move(cells));
  }

  const LeakSection* loads_of(const std::string& strategy) const {
    return measurements_.leak(strategy, model_, leak_mode::kLoadPredictDrop);
  }

  void add_column(const Column& column, std::vector<Cell> cells) {
    const bool empty = std::all_of(cells.begin(), cells.end(), [](const Cell& cell) {
      return cell.text.empty() && !cell.note;
    });
    if (empty) {
      table_.empty_columns.push_back(
          column.state.empty() ? column.group : fmt::format("{} ({})", column.group, column.state));
      return;
    }
    table_.columns.push_back(column);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      table_.rows[i].cells.push_back(std::move(cells[i]));
    }
  }

  // Why the row of that name is missing or has fewer samples, where the document says so.
  std::optional<std::size_t> note_of(std::string_view name) {
    for (const Note& note : measurements_.document().notes) {
      const bool same = note.subject == name || (name.ends_with(kOneThread) &&
                                                 note.subject + std::string(kOneThread) == name);
      if (!same) continue;
      using enum NoteKind;
      if (note.kind == left_out) return notes_.add_in_range(words_of(note));
      if (note.kind == dropped || note.kind == failed || note.kind == skipped) {
        return notes_.add(words_of(note));
      }
    }
    return std::nullopt;
  }

  const Measurements& measurements_;
  std::string_view model_;
  std::vector<std::string> strategies_;
  FigureTable table_;
  NoteList notes_;
};

}  // namespace

FigureTable strategy_table(const Measurements& measurements, std::string_view model) {
  return TableBuilder(measurements, model).build();
}

}  // namespace alertsage::reports
