#include "reports/render/process_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/printable.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kLabelColumns = 40;  // a longer command is shortened
constexpr double kNanosecondsInSecond = 1e9;

// Whether the median is an upper bound: at least half of the samples are not above the launcher.
bool is_at_floor(const ProcessRow& row) {
  const auto at_floor = measured_counter(row, counter::kPeakRssAtFloor);
  return at_floor && at_floor->median > 0;
}

std::string range_text(const Interval& interval, const Unit& unit) {
  return fmt::format("{} to {} {}", significant(interval.low / unit.scale, 3),
                     significant(interval.high / unit.scale, 3), unit.name);
}

class TableBuilder {
 public:
  TableBuilder(const ProcessState& state, const std::vector<ProcessRow>& floors,
               const Document& document)
      : state_(state), document_(document) {
    for (const ProcessRow& row : state.rows) rows_.push_back(&row);
    for (const ProcessRow& row : floors) rows_.push_back(&row);
    table_.title = fmt::format("{}: by command", state.state);
    table_.row_word = "command";
    for (const ProcessRow* row : rows_) {
      const std::string name = shortened(row->command, kLabelColumns);
      const bool foreign = row->state != state.state;
      table_.rows.push_back({.label = foreign ? fmt::format("{} ({})", name, row->state) : name});
    }
  }

  FigureTable build() {
    add_timed();
    add_ratios();
    const std::string timed_to = timed_point(document_);
    if (timed_to != timed_to::kFirstOutput) add_times("First output", counter::kFirstOutputNs);
    if (timed_to != timed_to::kExit) add_times("Exit", counter::kExitNs);
    add_samples();
    add_memory();
    add_cpu();
    add_bytes_read();
    add_counts("minor", counter::kMinorFaults);
    add_counts("major", counter::kMajorFaults);
    return std::move(table_);
  }

 private:
  using Figures = std::vector<std::optional<Measured>>;  // one a row

  Figures counters(std::string_view counter) const {
    Figures figures;
    for (const ProcessRow* row : rows_) figures.push_back(measured_counter(*row, counter));
    return figures;
  }

  static std::vector<Cell> cells_of(const Figures& figures, std::span<const Unit> units) {
    std::vector<std::optional<Quantity>> quantities(figures.size());
    for (std::size_t i = 0; i < figures.size(); ++i) {
      if (!figures[i]) continue;
      quantities[i] =
          Quantity{figures[i]->median, figures[i]->interval, figures[i]->samples.size()};
    }
    return column_cells(quantities, units);
  }

  void add_column(Column column, std::vector<Cell> cells) {
    const bool empty =
        std::all_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.text.empty(); });
    if (empty) return;
    table_.columns.push_back(std::move(column));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      table_.rows[i].cells.push_back(std::move(cells[i]));
    }
  }

  void add_timed() {
    Figures figures(rows_.size());
    std::vector<double> medians;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i]->timed == nullptr) continue;
      figures[i] = *rows_[i]->timed;
      medians.push_back(figures[i]->median);
    }
    std::vector<Cell> cells = cells_of(figures, time_units());
    const std::optional<Unit> unit = common_unit(time_units(), medians);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!figures[i]) continue;
      cells[i].remarks.push_back(
          figures[i]->interval
              ? range_text(*figures[i]->interval,
                           unit.value_or(natural_unit(time_units(), figures[i]->median, 3)))
              : "no interval");
    }
    mark_best(cells);
    const std::string point = timed_point(document_);
    add_column({.group = "To " + point,
                .brief = point.size() > 12 ? "time" : "to " + point,
                .subject = Subject::time},
               std::move(cells));
  }

  // A mark that every command has says nothing, so then none has it.
  void mark_best(std::vector<Cell>& cells) const {
    const ProcessRow* fastest = fastest_of(state_);
    if (fastest == nullptr) return;
    std::size_t commands = 0;
    std::vector<std::size_t> best;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i]->is_floor || rows_[i]->timed == nullptr) continue;
      ++commands;
      const auto ratio = process_ratio(*fastest, *rows_[i]);
      const bool told_apart = ratio && ratio->ratio.interval && ratio->ratio.interval->low > 1;
      if (rows_[i] == fastest || !told_apart) best.push_back(i);
    }
    if (best.size() == commands) return;
    for (const std::size_t i : best) cells[i].best = true;
  }

  void add_ratios() {
    const ProcessRow* base = base_of(state_, document_);
    if (base == nullptr) return;
    std::vector<Cell> cells(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const ProcessRow& row = *rows_[i];
      if (row.state != state_.state) {
        cells[i].text = "-";  // measured, but not comparable
        continue;
      }
      if (&row == base) {
        cells[i].text = "1x";
        cells[i].remarks.emplace_back("base");
        continue;
      }
      const auto found = process_ratio(*base, row);
      if (!found) continue;
      const auto& interval = found->ratio.interval;
      cells[i].text = ratio_text(found->ratio.estimate);
      cells[i].remarks.push_back(
          interval ? fmt::format("{} to {}", ratio_text(interval->low), ratio_text(interval->high))
                   : "no interval");
    }
    add_column({.group = "Ratio", .brief = "ratio", .subject = Subject::time}, std::move(cells));
  }

  void add_times(std::string_view title, std::string_view counter) {
    std::string brief(title);
    brief[0] = static_cast<char>(brief[0] - 'A' + 'a');
    add_column({.group = std::string(title), .brief = std::move(brief), .subject = Subject::time},
               cells_of(counters(counter), time_units()));
  }

  void add_memory() {
    std::vector<Cell> cells = cells_of(counters(counter::kPeakRssBytes), byte_units());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!cells[i].text.empty() && is_at_floor(*rows_[i])) cells[i].text.insert(0, "<= ");
    }
    add_column({.group = "Peak memory", .brief = "peak RSS", .subject = Subject::resources},
               std::move(cells));
  }

  void add_counts(std::string_view state, std::string_view counter) {
    const Figures figures = counters(counter);
    std::vector<Cell> cells(figures.size());
    for (std::size_t i = 0; i < figures.size(); ++i) {
      if (figures[i]) cells[i].text = whole_number(figures[i]->median);
    }
    add_column({.group = "Page faults",
                .state = std::string(state),
                .brief = "faults",
                .subject = Subject::resources},
               std::move(cells));
  }

  void add_bytes_read() {
    const Figures figures = counters(counter::kReadBytes);
    std::vector<Cell> cells = cells_of(figures, byte_units());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (figures[i] && figures[i]->median == 0) cells[i].text = "0";  // in no unit
    }
    add_column({.group = "Read from the device", .brief = "read", .subject = Subject::resources},
               std::move(cells));
  }

  void add_cpu() {
    Figures figures = counters(counter::kCpuSeconds);
    for (auto& figure : figures) {
      if (!figure) continue;
      for (double& sample : figure->samples) sample *= kNanosecondsInSecond;
      figure = measure(std::move(figure->samples));
    }
    add_column({.group = "CPU time", .brief = "CPU", .subject = Subject::resources},
               cells_of(figures, time_units()));
  }

  void add_samples() {
    std::vector<Cell> cells(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const ProcessRow& row = *rows_[i];
      cells[i].text =
          whole_number(row.timed == nullptr ? 0.0 : static_cast<double>(row.timed->samples.size()));
      std::string reasons;
      for (const Note* note : row.notes) {
        const std::string count = note->extent.substr(0, note->extent.find(' '));
        cells[i].remarks.push_back(
            fmt::format("{}{}{}", count, count.empty() ? "" : " ", name_of(note->kind)));
        reasons += fmt::format("{}{}", reasons.empty() ? "" : "; ", words_of(*note));
      }
      if (reasons.empty()) continue;
      cells[i].note = table_.notes.size();
      table_.notes.push_back(fmt::format("{}: {}", row.command, reasons));
    }
    add_column({.group = "Samples", .brief = "samples", .subject = Subject::resources},
               std::move(cells));
  }

  const ProcessState& state_;
  const Document& document_;
  std::vector<const ProcessRow*> rows_;
  FigureTable table_;
};

}  // namespace

std::string timed_point(const Document& document) {
  const std::string_view point = context_value(document, context::kTimedTo);
  return std::string(point.empty() ? "the timed point" : point);
}

std::string ratio_text(double ratio) {
  return significant(ratio, 3) + "x";
}

FigureTable process_table(const ProcessState& state, const std::vector<ProcessRow>& floors,
                          const Document& document) {
  return TableBuilder(state, floors, document).build();
}

}  // namespace alertsage::reports
