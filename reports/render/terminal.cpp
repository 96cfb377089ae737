// The table has more columns than most terminals have room for. So neighbouring columns are packed
// into blocks as wide as the terminal, each of which names the strategies again.
#include "reports/render/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "core/base/error.hpp"
#include "reports/render/leak_text.hpp"
#include "reports/render/text_layout.hpp"

namespace alertsage::reports {
namespace {

using Out = std::back_insert_iterator<std::string>;

constexpr std::string_view kReference = "joblib";
constexpr std::string_view kStrategyLegend =
    "Medians. *: best of its column, or not told apart from it. Second lines: compared with "
    "joblib; ≈: their intervals overlap (memory: less than a tenth apart). -: not measured, like "
    "whatever a block does not list.";
constexpr std::size_t kGap = 2;           // columns between columns
constexpr std::size_t kProseWidth = 100;  // longer lines are hard to read
constexpr std::size_t kMostNamed = 4;     // rows that share a reason

std::string clean(std::string_view text) {
  return printable(text, std::numeric_limits<std::size_t>::max());
}

class TextWriter {
 public:
  TextWriter(const Report& report, const TerminalStyle& style) : report_(report), style_(style) {}

  std::string write() {
    line(bold(clean(report_.title)));
    prose(report_.subtitle);
    if (!report_.warning.empty()) line(bold(clean(report_.warning)));
    for (const Advice& advice : report_.advice) write_advice(advice);
    for (const ModelReport& model : report_.models) write_model(model);
    if (report_.leaks) text_ += leak_terminal(*report_.leaks, style_);
    if (report_.processes) write_processes(*report_.processes);
    if (report_.models.empty() && !report_.processes) write_rows();
    if (report_.size_chart) {
      line("\n" + bold("Model size"));
      prose(report_.size_chart->alt);
    }
    write_omissions("Dropped samples", report_.omissions.dropped);
    write_omissions("Left out", report_.omissions.left_out);
    write_omissions("Remarks on the files", report_.omissions.remarks);
    return std::move(text_);
  }

 private:
  std::string bold(std::string_view text) const { return painted(text, "1"); }
  std::string dim(std::string_view text) const { return painted(text, "2"); }
  std::string painted(std::string_view text, std::string_view code) const {
    return style_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }

  void line(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    text_ += text + '\n';
  }

  void prose(std::string_view text, std::size_t indent = 0) {
    text_ += wrapped(with_units_joined(clean(text)), std::min(style_.width, kProseWidth), indent);
  }

  void write_advice(const Advice& advice) {
    line("");
    std::string heading = wrapped(clean(fmt::format("{}: {}", advice.use, advice.verdict)),
                                  std::min(style_.width, kProseWidth));
    heading.pop_back();
    line(bold(heading));
    prose(advice.reason, 2);
    prose(advice.elsewhere, 2);
  }

  void write_model(const ModelReport& model) {
    line("\n" + bold(clean(model.model)));
    prose(model.facts);
    write_table(model.table, kStrategyLegend);
    for (const std::string& remark : model.remarks) prose(remark);
  }

  void write_processes(const ProcessReport& processes) {
    for (const ProcessStateReport& state : processes.states) {
      line("\n" + bold(clean(fmt::format("Processes, {}", state.title))));
      prose(state.finding);
      prose(state.meaning + (state.proof.empty() ? "" : fmt::format(" Here: {}.", state.proof)));
      write_table(state.table, {});
    }
    line("");
    prose(processes.method);
    if (processes.start_chart) {
      line("\n" + bold(processes.start_chart->title));
      prose(processes.start_chart->alt);
    }
    for (const Fact& command : processes.commands) {
      prose(fmt::format("{}: {}", command.name, command.value));
    }
  }

  void write_table(const FigureTable& table, std::string_view legend) {
    write_blocks(table);
    if (!table.columns.empty()) prose(legend);
    for (std::size_t i = 0; i < table.notes.size(); ++i) {
      prose(fmt::format("[{}] {}", i + 1, table.notes[i]));
    }
    prose(table.absence());
  }

  void write_blocks(const FigureTable& table) {
    for (std::size_t first = 0; first < table.columns.size();) {
      const std::size_t last = block_end(table, first);
      write_block(table, first, last);
      first = last;
    }
  }

  static std::size_t label_width(const FigureTable& table, std::size_t first, std::size_t last) {
    std::size_t width = 0;
    for (const TableRow* row : table.rows_of({first, last})) {
      width = std::max(width, columns_of(clean(row->label)));
    }
    return width;
  }

  // Groups of columns stay together; at least one is taken.
  std::size_t block_end(const FigureTable& table, std::size_t first) const {
    std::size_t used = 0;
    std::size_t end = first;
    while (end < table.columns.size()) {
      std::size_t group_end = end;
      while (group_end < table.columns.size() &&
             table.columns[group_end].group == table.columns[end].group) {
        used += kGap + column_width(table, group_end++);
      }
      if (end > first && label_width(table, first, group_end) + used > style_.width) break;
      end = group_end;
    }
    return end;
  }

  static std::size_t column_width(const FigureTable& table, std::size_t column) {
    const Column& head = table.columns[column];
    std::size_t width = std::max(columns_of(head.state), columns_of(head.brief));
    for (const TableRow& row : table.rows) {
      width = std::max(width, columns_of(figure(row.cells[column])));
      for (const std::string& line : small_lines(row.cells[column])) {
        width = std::max(width, columns_of(line));
      }
    }
    return width;
  }

  static std::string figure(const Cell& cell) {
    std::string text = cell.text.empty() ? "-" : cell.text;
    if (cell.best) text = "*" + text;
    if (cell.note) text += fmt::format("[{}]", *cell.note + 1);
    return text;
  }

  // What stands below a figure.
  static std::vector<std::string> small_lines(const Cell& cell) {
    if (!cell.remarks.empty()) return cell.remarks;
    const auto found = std::find_if(
        cell.comparisons.begin(), cell.comparisons.end(),
        [](const CellComparison& comparison) { return comparison.reference == kReference; });
    if (found == cell.comparisons.end()) return {};
    return {found->amount};
  }

  void write_block(const FigureTable& table, std::size_t first, std::size_t last) {
    const std::size_t labels = label_width(table, first, last);
    std::string groups = left_aligned("", labels);
    std::string states = groups;
    for (std::size_t i = first; i < last; ++i) {
      const std::size_t width = kGap + column_width(table, i);
      const bool repeated = i > first && table.columns[i].group == table.columns[i - 1].group;
      groups += right_aligned(repeated ? "" : table.columns[i].brief, width);
      states += right_aligned(table.columns[i].state, width);
    }
    line("");
    line(bold(groups));
    if (states.find_first_not_of(' ') != std::string::npos) line(states);
    for (const TableRow* row : table.rows_of({first, last})) {
      write_row(table, *row, first, last);
    }
  }

  void write_row(const FigureTable& table, const TableRow& row, std::size_t first,
                 std::size_t last) {
    const std::size_t labels = label_width(table, first, last);
    std::string figures = left_aligned(clean(row.label), labels);
    std::vector<std::string> below;
    std::size_t used = labels;
    for (std::size_t i = first; i < last; ++i) {
      const std::size_t width = kGap + column_width(table, i);
      const std::string text = right_aligned(figure(row.cells[i]), width);
      figures += row.cells[i].best ? bold(text) : text;
      const std::vector<std::string> small = small_lines(row.cells[i]);
      below.resize(std::max(below.size(), small.size()));
      for (std::size_t j = 0; j < small.size(); ++j) {
        below[j] = left_aligned(below[j], used) + right_aligned(small[j], width);
      }
      used += width;
    }
    line(figures);
    for (const std::string& small : below) line(dim(small));
  }

  // Of a benchmark that is not about models; those have tables.
  void write_rows() {
    std::size_t width = 0;
    for (const RowSummary& row : report_.rows) width = std::max(width, columns_of(clean(row.name)));
    for (const RowSummary& row : report_.rows) {
      const std::string name = clean(row.name);
      line(fmt::format("{}{}  {:>9}  {}, n = {}{}{}", name,
                       std::string(width - columns_of(name), ' '), row.median, row.interval,
                       row.samples, row.remark.empty() ? "" : ", ", row.remark));
    }
  }

  void write_omissions(std::string_view caption, const std::vector<Omission>& omissions) {
    if (omissions.empty()) return;
    line("\n" + bold(caption));
    for (const Omission& omission : in_ranges(omissions)) prose(omission.words(kMostNamed));
  }

  const Report& report_;
  TerminalStyle style_;
  std::string text_;
};

}  // namespace

std::string report_text(const Report& report, const TerminalStyle& style) {
  return TextWriter(report, style).write();
}

}  // namespace alertsage::reports
