#include "reports/compare/text/comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/base/numbers.hpp"
#include "core/base/printable.hpp"
#include "reports/compare/text/comparison_words.hpp"
#include "reports/compare/text/leak_comparison_text.hpp"
#include "reports/compare/text/metric_table.hpp"
#include "reports/compare/text/row_words.hpp"

namespace alertsage::reports {
namespace {

// A table of more rows has scrolled the headline away.
constexpr std::size_t kRowsOnAScreen = 20;

constexpr std::size_t kGap = 2;  // between columns
constexpr std::size_t kFewestOfName = 12;

std::string_view colour_of(Change change) {
  switch (change) {
    case Change::slower:
      return "\033[31m";
    case Change::faster:
      return "\033[32m";
    case Change::cannot_tell:
      return "\033[33m";
    default:
      return "";
  }
}

using Cells = std::vector<std::string>;

std::string table_line(const Cells& cells, const std::vector<std::size_t>& widths,
                       std::string_view colour) {
  const auto blanks = [&](std::size_t i) {
    return std::string(widths[i] - columns(cells[i]), ' ');
  };
  std::string line = cells[0] + blanks(0);
  for (std::size_t i = 1; i + 1 < cells.size(); ++i)
    line += std::string(kGap, ' ') + blanks(i) + cells[i];
  return fmt::format("{}{}{}{}{}\n", line, std::string(kGap, ' '), colour, cells.back(),
                     colour.empty() ? "" : "\033[0m");
}

struct Style {
  bool colour = false;
  std::size_t width = 0;
};

std::string name_in(std::string_view name, std::size_t room) {
  std::size_t length = room;
  while (length > 3 && columns(shortened(name, length)) > room) --length;
  return shortened(name, length);
}

// Names of rows that leave the other columns their room on a terminal, as far as they can.
void fit_names(MetricTable& table, std::vector<std::size_t>& widths, std::size_t width) {
  std::size_t line = 0;
  for (const std::size_t column : widths) line += column + (line == 0 ? 0 : kGap);
  if (width == 0 || line <= width) return;
  const std::size_t excess = line - width;
  const std::size_t room = widths[0] > kFewestOfName + excess ? widths[0] - excess : kFewestOfName;
  if (room >= widths[0]) return;
  for (Cells& row : table.rows) row[0] = name_in(row[0], room);
  widths[0] = room;
}

// Its first `count` rows.
std::string table_text(MetricTable table, std::size_t count, const Style& style) {
  std::vector<std::size_t> widths(table.header.size());
  const auto widen = [&](const Cells& cells) {
    for (std::size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], columns(cells[i]));
  };
  widen(table.header);
  std::for_each_n(table.rows.begin(), count, widen);
  fit_names(table, widths, style.width);
  std::string text = table.title.empty() ? "" : table.title + "\n";
  text += table_line(table.header, widths, "");
  for (std::size_t i = 0; i < count; ++i) {
    text += table_line(table.rows[i], widths, style.colour ? colour_of(table.changes[i]) : "");
  }
  if (const std::size_t rest = table.rows.size() - count; rest > 0) {
    text += fmt::format("and {} unchanged\n", counted(rest, "row"));
  }
  return text + "\n";
}

std::string lines_of(const std::vector<std::string>& lines, std::string_view prefix) {
  std::string text;
  for (const std::string& line : lines) text += fmt::format("{}{}\n", prefix, line);
  return text;
}

struct ShownMetrics {
  std::vector<MetricTable> tables;
  std::vector<std::string> lines;
};

ShownMetrics shown_metrics(const Comparison& comparison, bool all) {
  MetricsByChange metrics = metrics_by_change(comparison);
  if (all) {
    metrics.in_full.insert(metrics.in_full.end(), metrics.unchanged.begin(),
                           metrics.unchanged.end());
    metrics.unchanged.clear();
  }
  return {metric_tables(comparison, metrics.in_full),
          unchanged_lines(comparison, metrics.unchanged)};
}

}  // namespace

std::string comparison_table(const Comparison& comparison, bool colour, bool all,
                             std::size_t width) {
  const std::string leaks = leak_comparison_text(comparison.leaks);
  const std::string head = speaks_of_rows(comparison) ? headline(comparison) + "\n" : "";
  const std::string before = lines_of(warnings(comparison), "warning: ");
  const std::string left_out = lines_of(left_out_lines(comparison), "");
  if (comparison.rows.empty()) return head + leaks + before + left_out;

  std::string text = head + before + "\n";
  const ShownMetrics shown = shown_metrics(comparison, all);
  for (const MetricTable& table : shown.tables) {
    const bool is_whole = all || &table == &shown.tables.front();
    text += table_text(table, is_whole ? table.rows.size() : table.changed,
                       {.colour = colour, .width = width});
  }
  if (!shown.lines.empty()) text += lines_of(shown.lines, "") + "\n";
  text += left_out + counts_of(comparison) + "\n" + decided_by(comparison) + "\n" +
          lines_of(legend(comparison), "");
  if (comparison.rows.size() > kRowsOnAScreen) text += "\n" + head;
  return leaks.empty() ? text : text + "\n" + leaks;
}

}  // namespace alertsage::reports
