#include "bench/coldstart/summary_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/base/printable.hpp"
#include "reports/results/quantity.hpp"

namespace alertsage::coldstart {
namespace {

using reports::time_text;

using Cells = std::vector<std::string>;

constexpr std::string_view kNone = "-";
constexpr std::size_t kGap = 2;  // between columns

std::string bytes_text(double bytes) {
  if (bytes >= 1048576) return fmt::format("{:.1f} MiB", bytes / 1048576);
  if (bytes >= 1024) return fmt::format("{:.0f} KiB", bytes / 1024);
  return fmt::format("{:.0f} B", bytes);
}

std::string interval_text(const RowSummary& row) {
  if (!row.interval) return row.kept == 0 ? "" : "too few";
  return fmt::format("{} to {}", time_text(row.interval->low), time_text(row.interval->high));
}

std::string ratio_text(const RowSummary& row) {
  if (!row.ratio) return "";
  const auto& interval = row.ratio->interval;
  if (!interval) return fmt::format("{:.3g}", row.ratio->estimate);
  return fmt::format("{:#.3g} ({:#.3g} to {:#.3g})", row.ratio->estimate, interval->low,
                     interval->high);
}

std::string rejected_text(const RowSummary& row) {
  std::string text;
  if (row.dropped > 0) text = fmt::format("{} dropped", row.dropped);
  if (row.failed > 0) text += fmt::format("{}{} failed", text.empty() ? "" : ", ", row.failed);
  return text;
}

std::string samples_text(const RowSummary& row) {
  const std::string rejected = rejected_text(row);
  return fmt::format("{}{}{}", row.kept, rejected.empty() ? "" : ", ", rejected);
}

std::string peak_text(const RowSummary& row) {
  if (!row.peak_rss_bytes) return "";
  return (row.peak_rss_at_floor ? "<= " : "") + bytes_text(*row.peak_rss_bytes);
}

std::string median_text(const RowSummary& row) {
  if (row.times) return time_text(row.times->median());
  return std::string(kNone);
}

const Cells kHeads = {"command", "state",    "median", "95 % interval",
                      "ratio",   "peak RSS", "read",   "samples"};

Cells cells_of(const RowSummary& row) {
  return {row.command,
          row.state,
          median_text(row),
          interval_text(row),
          ratio_text(row),
          peak_text(row),
          row.read_bytes ? bytes_text(*row.read_bytes) : "",
          samples_text(row)};
}

void drop_column(std::vector<Cells>& table, std::size_t column) {
  for (Cells& line : table) line.erase(line.begin() + static_cast<std::ptrdiff_t>(column));
}

// Columns in which nothing stands are left out.
std::vector<Cells> table_of(std::span<const RowSummary> rows) {
  std::vector<Cells> table = {kHeads};
  for (const RowSummary& row : rows) table.push_back(cells_of(row));
  for (std::size_t column = kHeads.size(); column-- > 0;) {
    const bool empty = std::all_of(table.begin() + 1, table.end(),
                                   [&](const Cells& line) { return line[column].empty(); });
    if (empty) drop_column(table, column);
  }
  return table;
}

std::vector<std::size_t> widths_of(const std::vector<Cells>& table) {
  std::vector<std::size_t> widths(table.front().size());
  for (const Cells& line : table) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], columns(line[i]));
  }
  return widths;
}

std::size_t width_of(const std::vector<Cells>& table) {
  std::size_t width = 0;
  for (const std::size_t column : widths_of(table)) width += column + kGap;
  return width - kGap;
}

void fit(std::vector<Cells>& table, std::size_t width) {
  constexpr std::size_t kShortName = 24;
  if (width_of(table) > width) {
    for (Cells& line : table) {
      if (columns(line[0]) > kShortName)
        line[0] = fmt::format("{:.{}}...", line[0], kShortName - 3);
    }
  }
  for (const std::string_view dispensable : {"peak RSS", "read"}) {
    const Cells& heads = table.front();
    const auto found = std::find(heads.begin(), heads.end(), dispensable);
    if (found == heads.end() || width_of(table) <= width) continue;
    drop_column(table, static_cast<std::size_t>(found - heads.begin()));
  }
}

bool is_text(std::string_view head) {
  return head == "command" || head == "state" || head == "samples";
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

using Figures = std::vector<std::optional<double>>;

// median, low, high, min, max
Figures times_of(const RowSummary& row) {
  Figures figures(5);
  if (row.times) {
    figures[0] = row.times->median();
    figures[3] = row.times->min();
    figures[4] = row.times->max();
  }
  if (row.interval) {
    figures[1] = row.interval->low;
    figures[2] = row.interval->high;
  }
  return figures;
}

// ratio, low, high
Figures ratio_of(const RowSummary& row) {
  Figures figures(3);
  if (row.ratio) {
    figures[0] = row.ratio->estimate;
    if (row.ratio->interval) {
      figures[1] = row.ratio->interval->low;
      figures[2] = row.ratio->interval->high;
    }
  }
  return figures;
}

void add(Cells& cells, const Figures& figures, double scale = 1) {
  for (const std::optional<double>& figure : figures) {
    cells.push_back(figure ? fmt::format("{}", *figure * scale) : std::string());
  }
}

constexpr double kSecondsPerNanosecond = 1e-9;

}  // namespace

std::string terminal_table(std::span<const RowSummary> rows, std::size_t width) {
  std::vector<Cells> table = table_of(rows);
  if (width != 0) fit(table, width);
  const std::vector<std::size_t> widths = widths_of(table);
  std::string text;
  for (const Cells& line : table) {
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::string blanks(widths[i] - columns(line[i]), ' ');
      out += i == 0 ? "" : std::string(kGap, ' ');
      out += is_text(table.front()[i]) ? line[i] + blanks : blanks + line[i];
    }
    out.erase(out.find_last_not_of(' ') + 1);
    text += out + "\n";
  }
  return text;
}

std::string markdown_table(std::span<const RowSummary> rows) {
  const std::vector<Cells> table = table_of(rows);
  const auto escaped = [](std::string cell) {
    for (std::size_t at = 0; (at = cell.find_first_of("|\\`*_<[", at)) != std::string::npos;
         at += 2)
      cell.insert(at, "\\");
    return cell;
  };
  std::string text;
  for (std::size_t number = 0; number < table.size(); ++number) {
    Cells line = table[number];
    std::transform(line.begin(), line.end(), line.begin(), escaped);
    text += fmt::format("| {} |\n", fmt::join(line, " | "));
    if (number > 0) continue;
    text += "|";
    for (const std::string& head : table.front()) text += is_text(head) ? "---|" : "--:|";
    text += "\n";
  }
  return text;
}

std::string rejections(std::span<const RowSummary> rows) {
  std::string text;
  for (const RowSummary& row : rows) {
    if (row.dropped + row.failed == 0) continue;
    text += fmt::format("{}, {}: of {} samples {}; the last because: {}\n", row.command, row.state,
                        row.kept + row.dropped + row.failed, rejected_text(row), row.reason);
  }
  return text;
}

std::string csv_table(std::span<const RowSummary> rows) {
  std::string text =
      "command,state,samples,dropped,failed,median,low,high,min,max,ratio,ratio_low,ratio_high,"
      "first_output,exit,cpu,peak_rss_bytes,peak_rss_at_floor,minor_faults,major_faults,"
      "read_bytes\n";
  for (const RowSummary& row : rows) {
    Cells cells = {csv_cell(row.command), row.state, std::to_string(row.kept),
                   std::to_string(row.dropped), std::to_string(row.failed)};
    add(cells, times_of(row), kSecondsPerNanosecond);
    add(cells, ratio_of(row));
    add(cells, {row.first_output_ns, row.exit_ns}, kSecondsPerNanosecond);
    add(cells, {row.cpu_seconds, row.peak_rss_bytes});
    cells.emplace_back(!row.peak_rss_bytes ? "" : row.peak_rss_at_floor ? "1" : "0");
    add(cells, {row.minor_faults, row.major_faults, row.read_bytes});
    text += fmt::format("{}\n", fmt::join(cells, ","));
  }
  return text;
}

}  // namespace alertsage::coldstart
