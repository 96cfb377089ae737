// Tables of the page. A run of cells without a figure becomes one cell, so that what is not
// measured takes little room and is still said.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "reports/render/escape.hpp"
#include "reports/render/html_parts.hpp"

namespace alertsage::reports {
namespace {

using Out = std::back_insert_iterator<std::string>;

std::size_t group_size(const std::vector<Column>& columns, std::size_t first) {
  std::size_t last = first;
  while (last < columns.size() && columns[last].group == columns[first].group) ++last;
  return last - first;
}

void write_head(Out out, const std::vector<Column>& columns) {
  fmt::format_to(out, "<thead>\n<tr><th class=\"first\" rowspan=\"2\" scope=\"col\">Strategy</th>");
  for (std::size_t i = 0; i < columns.size(); i += group_size(columns, i)) {
    const std::string group = html_escaped(columns[i].group);
    if (columns[i].state.empty()) {
      fmt::format_to(out, "<th class=\"start\" rowspan=\"2\" scope=\"col\">{}</th>", group);
    } else {
      fmt::format_to(out, "<th class=\"start\" colspan=\"{}\" scope=\"colgroup\">{}</th>",
                     group_size(columns, i), group);
    }
  }
  fmt::format_to(out, "</tr>\n<tr>");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].state.empty()) continue;
    const bool first = i == 0 || columns[i - 1].group != columns[i].group;
    fmt::format_to(out, "<th{} scope=\"col\">{}</th>", first ? " class=\"start\"" : "",
                   html_escaped(columns[i].state));
  }
  fmt::format_to(out, "</tr>\n</thead>\n");
}

std::string note_mark(std::size_t note, std::string_view id) {
  const char letter = static_cast<char>('a' + note % 26);
  return fmt::format("<sup><a href=\"#{0}-note-{1}\" aria-label=\"note {2}\">{2}</a></sup>", id,
                     note, letter);
}

// Cells from `first` on that are not measured, for the same reason or in a row without figures.
std::size_t unmeasured_run(const TableRow& row, std::size_t first) {
  std::size_t last = first;
  while (last < row.cells.size() && row.cells[last].text.empty() &&
         (!row.measured() || row.cells[last].note == row.cells[first].note)) {
    ++last;
  }
  return last - first;
}

void write_unmeasured(Out out, const TableRow& row, std::size_t first, std::string_view id) {
  const std::size_t run = unmeasured_run(row, first);
  std::vector<std::size_t> notes;
  for (std::size_t i = first; i < first + run; ++i) {
    if (row.cells[i].note) notes.push_back(*row.cells[i].note);
  }
  std::sort(notes.begin(), notes.end());
  notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
  fmt::format_to(out, "<td class=\"none start\" colspan=\"{}\">{}", run, kNotMeasured);
  for (const std::size_t note : notes) fmt::format_to(out, "{}", note_mark(note, id));
  fmt::format_to(out, "</td>");
}

void write_cell(Out out, const Cell& cell, std::string classes, std::string_view id) {
  if (cell.best) classes += " best";
  fmt::format_to(out, "<td class=\"{}\"", classes);
  if (!cell.detail.empty()) fmt::format_to(out, " title=\"{}\"", html_escaped(cell.detail));
  fmt::format_to(out, "><span class=\"figure\">{}</span>", html_escaped(cell.text));
  if (cell.note) fmt::format_to(out, "{}", note_mark(*cell.note, id));
  if (cell.best) fmt::format_to(out, "<span class=\"tag\">best</span>");
  for (const Comparison& comparison : cell.comparisons) {
    fmt::format_to(out, "<small>{}</small>", html_escaped(comparison.words()));
  }
  for (const std::string& remark : cell.remarks) {
    fmt::format_to(out, "<small>{}</small>", html_escaped(remark));
  }
  fmt::format_to(out, "</td>");
}

void write_row(Out out, const StrategyTable& table, const TableRow& row, std::string_view id) {
  fmt::format_to(out, "<tr><th scope=\"row\">{}</th>", html_escaped(row.label));
  for (std::size_t i = 0; i < row.cells.size();) {
    if (row.cells[i].text.empty()) {
      write_unmeasured(out, row, i, id);
      i += unmeasured_run(row, i);
      continue;
    }
    const bool first = i == 0 || table.columns[i - 1].group != table.columns[i].group;
    std::string classes = first ? "start" : "";
    if (!row.cells[i].remarks.empty()) classes += " growth";
    write_cell(out, row.cells[i], std::move(classes), id);
    ++i;
  }
  fmt::format_to(out, "</tr>\n");
}

void write_notes(Out out, const StrategyTable& table, std::string_view id) {
  if (!table.notes.empty()) {
    fmt::format_to(out, "<ol class=\"notes\">\n");
    for (std::size_t i = 0; i < table.notes.size(); ++i) {
      fmt::format_to(out, "<li id=\"{}-note-{}\">{}</li>\n", id, i, html_escaped(table.notes[i]));
    }
    fmt::format_to(out, "</ol>\n");
  }
  const std::string absence = table.absence();
  if (!absence.empty()) {
    fmt::format_to(out, "<p class=\"legend\">{}</p>\n", html_escaped(absence));
  }
}

}  // namespace

std::string html_strategy_table(const StrategyTable& table, std::string_view id) {
  std::string html;
  const Out out(html);
  if (!table.columns.empty()) {
    fmt::format_to(out,
                   "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table by "
                   "strategy, {0}\">\n<table class=\"strategies\">\n",
                   html_escaped(table.model));
    write_head(out, table.columns);
    fmt::format_to(out, "<tbody>\n");
    for (const TableRow& row : table.rows) write_row(out, table, row, id);
    fmt::format_to(
        out,
        "</tbody>\n</table>\n</div>\n<p class=\"legend\">Medians. <b>best</b>: the smallest of its "
        "column, and all that their 95 % intervals do not tell from it. Small type compares with "
        "joblib and json in the same column; ≈: their intervals overlap (memory: they differ by "
        "less than a tenth). The pointer on a figure "
        "shows its interval; the list of all rows has it too.</p>\n");
  }
  write_notes(out, table, id);
  return html;
}

std::string html_rows(const std::vector<RowSummary>& rows) {
  std::string html =
      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"All rows\">\n<table "
      "class=\"list\">\n<thead><tr><th class=\"first\" scope=\"col\">row</th><th "
      "scope=\"col\">n</th><th scope=\"col\">median</th><th scope=\"col\">95 % interval</th><th "
      "scope=\"col\">remark</th></tr></thead>\n<tbody>\n";
  for (const RowSummary& row : rows) {
    fmt::format_to(Out(html),
                   "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td "
                   "class=\"number\">{}</td><td class=\"number\">{}</td><td>{}</td></tr>\n",
                   html_escaped(row.name), row.samples, html_escaped(row.median),
                   html_escaped(row.interval), html_escaped(row.remark));
  }
  return html + "</tbody>\n</table>\n</div>\n";
}

std::string html_omissions(std::string_view caption, const std::vector<Omission>& omissions) {
  if (omissions.empty()) return {};
  std::string html = fmt::format(
      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\">\n<table "
      "class=\"list\">\n<caption>{0}</caption>\n<thead><tr><th class=\"first\" "
      "scope=\"col\">row</th><th scope=\"col\">reason</th></tr></thead>\n<tbody>\n",
      html_escaped(caption));
  for (const Omission& omission : omissions) {
    fmt::format_to(Out(html), "<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                   omission.subject.empty() ? "all files" : html_escaped(omission.subject),
                   html_escaped(omission.reason));
  }
  return html + "</tbody>\n</table>\n</div>\n";
}

}  // namespace alertsage::reports
