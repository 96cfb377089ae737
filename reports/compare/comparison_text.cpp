#include "reports/compare/comparison_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/error.hpp"
#include "reports/results/quantity.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kColumns = 7;
using Cells = std::array<std::string, kColumns>;
constexpr std::size_t kVerdictColumn = kColumns - 1;

Cells titles() {
  return {"row", "base", "new", "change", "interval", "visible from", "verdict"};
}

std::string interval_cell(const RowComparison& row, const Comparison& comparison) {
  if (row.ratio && row.ratio->interval) {
    return fmt::format("[{}, {}]", change_text(row.ratio->interval->low),
                       change_text(row.ratio->interval->high));
  }
  if (std::min(row.base_samples, row.new_samples) >= comparison.samples_needed) {
    return "a time of zero";
  }
  return fmt::format("needs {} samples, has {} and {}", comparison.samples_needed, row.base_samples,
                     row.new_samples);
}

Cells cells_of(const RowComparison& row, const Comparison& comparison) {
  return {printable(row.name, 200),
          value_text(row.base_median, row.metric),
          value_text(row.new_median, row.metric),
          row.ratio ? change_text(row.ratio->estimate) : "-",
          interval_cell(row, comparison),
          row.smallest_visible ? change_text(*row.smallest_visible) : "-",
          std::string(word_of(row.change, row.metric))};
}

std::string headline(const Comparison& comparison) {
  const std::string limit = change_text(1 + comparison.limit);
  const std::size_t rows = comparison.rows.size();
  switch (comparison.verdict_of_rows()) {
    case ExitCode::verdict_bad:
      return fmt::format("slower: {} of {} rows, by {} or more", comparison.count(Change::slower),
                         rows, limit);
    case ExitCode::undecided:
      return comparison.count(Change::cannot_tell) > 0
                 ? fmt::format("cannot tell: {} of {} rows may be slower by {} or more",
                               comparison.count(Change::cannot_tell), rows, limit)
                 : "cannot tell: NEW is incomplete";
    default:
      return fmt::format("not slower: none of {} rows by {} or more", rows, limit);
  }
}

std::string counts(const Comparison& comparison) {
  std::vector<std::string> parts;
  for (const Change change :
       {Change::slower, Change::faster, Change::same, Change::not_slower, Change::cannot_tell}) {
    if (const std::size_t count = comparison.count(change); count > 0) {
      parts.push_back(fmt::format("{} {}", count, name_of(change)));
    }
  }
  return fmt::format(
      "{}. Intervals are of the ratio of medians; all of them hold at once with {:.5g} % "
      "confidence "
      "({:.5g} % each). Visible from: the smallest slowdown that samples like these would show.",
      fmt::join(parts, ", "), (1 - comparison.options.alpha) * 100, comparison.confidence * 100);
}

std::string unmeasured_line(std::string_view side, const Note& note) {
  return fmt::format("{} {}: {} ({}{}{})", side, name_of(note.kind),
                     note.subject.empty() ? "the document" : printable(note.subject, 200),
                     note.extent, note.extent.empty() ? "" : ": ", printable(note.reason));
}

// What a reader has to know before the figures.
std::vector<std::string> warnings(const Comparison& comparison) {
  std::vector<std::string> lines;
  for (const ContextDifference& difference : comparison.environment) {
    lines.push_back(fmt::format("not the same environment: {} is '{}' in BASE, '{}' in NEW",
                                printable(difference.key), printable(difference.first),
                                printable(difference.second)));
  }
  for (const Note& note : comparison.unmeasured_in_new)
    lines.push_back(unmeasured_line("NEW", note));
  for (const Note& note : comparison.unmeasured_in_base) {
    lines.push_back(unmeasured_line("BASE", note));
  }
  return lines;
}

std::vector<std::string> unmatched(const Comparison& comparison) {
  std::vector<std::string> lines;
  const auto add = [&](std::string_view side, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      lines.push_back(fmt::format("only in {}: {}", side, printable(name, 200)));
    }
  };
  add("BASE", comparison.only_in_base);
  add("NEW", comparison.only_in_new);
  return lines;
}

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

std::string table_line(const Cells& cells, const std::array<std::size_t, kColumns>& widths,
                       std::string_view colour) {
  std::string line = fmt::format("{:<{}}", cells[0], widths[0]);
  for (std::size_t i = 1; i < kVerdictColumn; ++i) {
    line += fmt::format("  {:>{}}", cells[i], widths[i]);
  }
  return fmt::format("{}  {}{}{}\n", line, colour, cells[kVerdictColumn],
                     colour.empty() ? "" : "\033[0m");
}

std::string markdown_line(const Cells& cells) {
  std::string line = "|";
  for (std::string cell : cells) {
    for (std::size_t bar = cell.find('|'); bar != std::string::npos;
         bar = cell.find('|', bar + 2)) {
      cell.insert(bar, "\\");
    }
    line += fmt::format(" {} |", cell);
  }
  return line + "\n";
}

std::string lines_of(const std::vector<std::string>& lines, std::string_view prefix) {
  std::string text;
  for (const std::string& line : lines) text += fmt::format("{}{}\n", prefix, line);
  return text;
}

}  // namespace

std::string comparison_table(const Comparison& comparison, bool colour) {
  const std::string leaks = leak_comparison_text(comparison.leaks);
  if (comparison.rows.empty()) {
    return leaks + lines_of(warnings(comparison), "warning: ") +
           lines_of(unmatched(comparison), "");
  }
  std::array<std::size_t, kColumns> widths{};
  std::vector<Cells> rows = {titles()};
  for (const RowComparison& row : comparison.rows) rows.push_back(cells_of(row, comparison));
  for (const Cells& cells : rows) {
    for (std::size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], cells[i].size());
  }
  std::string text =
      headline(comparison) + "\n" + lines_of(warnings(comparison), "warning: ") + "\n";
  text += table_line(rows.front(), widths, "");
  for (std::size_t i = 0; i < comparison.rows.size(); ++i) {
    const std::string_view paint = colour ? colour_of(comparison.rows[i].change) : "";
    text += table_line(rows[i + 1], widths, paint);
  }
  text += "\n" + lines_of(unmatched(comparison), "") + counts(comparison) + "\n";
  return leaks.empty() ? text : text + "\n" + leaks;
}

std::string comparison_markdown(const Comparison& comparison) {
  std::string leaks = leak_comparison_text(comparison.leaks);
  if (!leaks.empty()) leaks = fmt::format("\n```\n{}```\n", leaks);
  if (comparison.rows.empty()) {
    std::string text = leaks.substr(1) + lines_of(warnings(comparison), "> **warning:** ");
    if (const auto lines = unmatched(comparison); !lines.empty()) {
      text += "\n" + lines_of(lines, "- ");
    }
    return text;
  }
  std::string text = fmt::format("**{}**\n\n", headline(comparison));
  if (const auto lines = warnings(comparison); !lines.empty()) {
    text += lines_of(lines, "> **warning:** ") + "\n";
  }
  text += markdown_line(titles()) + "|:---|---:|---:|---:|:---:|---:|:---|\n";
  for (const RowComparison& row : comparison.rows) text += markdown_line(cells_of(row, comparison));
  text += "\n";
  if (const auto lines = unmatched(comparison); !lines.empty())
    text += lines_of(lines, "- ") + "\n";
  return text + counts(comparison) + "\n" + leaks;
}

}  // namespace alertsage::reports
