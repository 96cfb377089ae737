// A comment on a pull request: the verdict, what it rests on, and what changed can be seen at once;
// the rest is folded, and what GitHub would not take is left out and counted.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/numbers.hpp"
#include "reports/compare/text/comparison_text.hpp"
#include "reports/compare/text/comparison_words.hpp"
#include "reports/compare/text/leak_comparison_text.hpp"
#include "reports/compare/text/markdown_text.hpp"
#include "reports/compare/text/metric_table.hpp"
#include "reports/compare/text/row_words.hpp"

namespace alertsage::reports {
namespace {

using Lines = std::vector<std::string>;

// GitHub takes 65,536 characters, and none has less than a byte.
constexpr std::size_t kMostBytes = 65'536;
constexpr std::size_t kBytesOfEndings = 512;  // what follows lines, and says what was left out

// More lines would push the figures out of sight.
constexpr std::size_t kMostWarnings = 10;
constexpr std::size_t kMostUnfolded = 10;

// What fits into a comment.
class Comment {
 public:
  explicit Comment(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // As many of the lines as there is room for, between `before` and `after`; neither of these where
  // there is none.
  void add_block(std::string_view before, std::span<const std::string> lines,
                 std::string_view after) {
    if (lines.empty()) return;
    const std::size_t shown = text_.size() + before.size() < most_bytes_
                                  ? fitting(lines, most_bytes_ - text_.size() - before.size())
                                  : 0;
    left_out_lines_ += lines.size() - shown;
    if (shown == 0) return;
    text_ += before;
    for (const std::string& line : lines.first(shown)) text_ += line;
    text_ += after;
  }

  // A line that is short and always there.
  void add(std::string_view line) { text_ += line; }

  std::string finished() && {
    while (text_.ends_with("\n\n")) text_.pop_back();
    if (left_out_lines_ > 0) {
      text_ += fmt::format(
          "\n{} left out, as a comment has at most {} characters: `--format html` has all.\n",
          counted(left_out_lines_, "line"), with_commas(kMostBytes));
    }
    return std::move(text_);
  }

 private:
  static std::size_t fitting(std::span<const std::string> lines, std::size_t bytes) {
    std::size_t count = 0;
    while (count < lines.size() && lines[count].size() <= bytes) bytes -= lines[count++].size();
    return count;
  }

  std::size_t most_bytes_;
  std::string text_;
  std::size_t left_out_lines_ = 0;
};

Lines list_of(const Lines& printable_lines) {
  Lines list;
  list.reserve(printable_lines.size());
  for (const std::string& line : printable_lines) {
    list.push_back(fmt::format("- {}\n", markdown_of_printable(line)));
  }
  return list;
}

std::string folded(std::string_view summary) {
  return fmt::format("<details><summary>{}</summary>\n\n", summary);
}

// The row's name is the one cell that is from outside.
std::string line_of(const std::vector<std::string>& cells) {
  std::string line = fmt::format("| {} |", markdown_of_printable(cells.front()));
  for (const std::string& cell : std::span(cells).subspan(1)) line += fmt::format(" {} |", cell);
  return line + "\n";
}

std::string head_of(const MetricTable& table) {
  std::string text;
  if (!table.title.empty()) text = fmt::format("**{}**\n\n", markdown_of_printable(table.title));
  text += line_of(table.header) + "|:---|";
  for (std::size_t i = 1; i + 1 < table.header.size(); ++i) {
    text += table.header[i] == "interval" ? ":---:|" : "---:|";
  }
  return text + ":---|\n";
}

void add_rows(const MetricTable& table, std::size_t first, std::size_t last, Comment& comment) {
  Lines lines;
  for (std::size_t i = first; i < last; ++i) lines.push_back(line_of(table.rows[i]));
  comment.add_block(head_of(table), lines, "\n");
}

void add_unchanged_rows(const std::vector<MetricTable>& tables, Comment& comment) {
  std::size_t rows = 0;
  for (const MetricTable& table : tables) rows += table.rows.size() - table.changed;
  if (rows == 0) return;
  const std::string summary = fmt::format("{} unchanged", counted(rows, "row"));
  comment.add(folded(summary));
  for (const MetricTable& table : tables) {
    add_rows(table, table.changed, table.rows.size(), comment);
  }
  comment.add("</details>\n\n");
}

void add_warnings(const Comparison& comparison, Comment& comment) {
  Lines lines = warnings(comparison);
  for (std::string& line : lines) line.insert(0, "warning: ");
  lines = list_of(lines);
  const std::size_t shown = std::min(lines.size(), kMostWarnings);
  comment.add_block("", std::span(lines).first(shown), "\n");
  const std::string summary = counted(lines.size() - shown, "more warning");
  comment.add_block(folded(summary), std::span(lines).subspan(shown), "\n</details>\n\n");
}

void add_figures(const Comparison& comparison, bool all, Comment& comment) {
  MetricsByChange metrics = metrics_by_change(comparison);
  const Lines lines = unchanged_lines(comparison, metrics.unchanged);
  if (all) {
    metrics.in_full.insert(metrics.in_full.end(), metrics.unchanged.begin(),
                           metrics.unchanged.end());
  }
  const std::vector<MetricTable> tables = metric_tables(comparison, metrics.in_full);
  for (const MetricTable& table : tables) add_rows(table, 0, table.changed, comment);
  comment.add_block("", list_of(lines), "\n");
  add_unchanged_rows(tables, comment);
}

void add_left_out(const Comparison& comparison, Comment& comment) {
  const Lines lines = list_of(left_out_lines(comparison));
  if (lines.size() <= kMostUnfolded) {
    comment.add_block("", lines, "\n");
    return;
  }
  const std::string summary = fmt::format("{} not compared", counted(lines.size(), "row"));
  comment.add_block(folded(summary), lines, "\n</details>\n\n");
}

void add_leaks(const LeakComparison& leaks, Comment& comment) {
  if (leaks.empty()) return;
  comment.add(fmt::format("**{}**\n\n", leak_headline(leaks)));
  const std::string text = leak_comparison_text(leaks);
  Lines lines;
  for (std::size_t begin = text.find('\n') + 1; begin < text.size();) {  // below the headline
    const std::size_t end = text.find('\n', begin) + 1;
    lines.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  comment.add_block("```\n", lines, "```\n\n");
}

}  // namespace

std::string comparison_markdown(const Comparison& comparison, bool all) {
  Comment comment(kMostBytes - kBytesOfEndings);
  if (speaks_of_rows(comparison)) {
    comment.add(fmt::format("**{}**\n\n", markdown_of_printable(headline(comparison))));
  }
  if (!comparison.rows.empty()) {
    comment.add(fmt::format("{}. {}\n\n", counts_of(comparison), decided_by(comparison)));
  }
  add_warnings(comparison, comment);
  add_leaks(comparison.leaks, comment);
  add_figures(comparison, all, comment);
  add_left_out(comparison, comment);
  comment.add_block(folded("What the columns mean"), list_of(legend(comparison)), "\n</details>\n");
  return std::move(comment).finished();
}

}  // namespace alertsage::reports
