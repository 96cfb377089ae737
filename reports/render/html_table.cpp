// Tables of the page. A run of cells without a figure becomes one cell, so that what is not
// measured takes little room and is still said. A table is cut by subject: whole it
// would be wider than most windows, and what a reader has to scroll to is not seen. Its parts stand
// side by side where there is room.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "reports/charts/words.hpp"
#include "reports/render/escape.hpp"
#include "reports/render/html_parts.hpp"

namespace alertsage::reports {
namespace {

using Out = std::back_insert_iterator<std::string>;

// One of the tables that a table is on the page, each with some of its columns.
class PartWriter {
 public:
  PartWriter(Out out, const FigureTable& table, ColumnRange part, std::string_view id)
      : out_(out), table_(table), part_(part), id_(id) {}

  void write() {
    fmt::format_to(
        out_,
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n<table "
        "class=\"strategies\">\n",
        html_escaped(label()));
    write_head();
    fmt::format_to(out_, "<tbody>\n");
    for (const TableRow* row : table_.rows_to_list(part_)) write_row(*row);
    fmt::format_to(out_, "</tbody>\n</table>\n</div>\n");
  }

 private:
  // "incidents-23MB by strategy: Batch of 5, Batch of 100"
  std::string label() const {
    std::string text = table_.title;
    for (std::size_t i = part_.first; i < part_.last; ++i) {
      if (!begins_group(i)) continue;
      text += (i == part_.first ? ": " : ", ") + table_.columns[i].group;
    }
    return text;
  }

  bool begins_group(std::size_t column) const {
    return column == part_.first ||
           table_.columns[column - 1].group != table_.columns[column].group;
  }

  std::size_t group_size(std::size_t first) const {
    std::size_t last = first + 1;
    while (last < part_.last && !begins_group(last)) ++last;
    return last - first;
  }

  void write_head() {
    fmt::format_to(out_, "<thead>\n<tr><th class=\"first\" rowspan=\"2\" scope=\"col\">{}</th>",
                   html_escaped(sentence_case(table_.row_word)));
    for (std::size_t i = part_.first; i < part_.last; i += group_size(i)) {
      const Column& column = table_.columns[i];
      const std::string group = html_escaped(column.group);
      if (column.state.empty()) {
        fmt::format_to(out_, "<th class=\"start\" rowspan=\"2\" scope=\"col\">{}</th>", group);
      } else {
        fmt::format_to(out_, "<th class=\"start\" colspan=\"{}\" scope=\"colgroup\">{}</th>",
                       group_size(i), group);
      }
    }
    fmt::format_to(out_, "</tr>\n<tr>");
    for (std::size_t i = part_.first; i < part_.last; ++i) {
      const Column& column = table_.columns[i];
      if (column.state.empty()) continue;
      fmt::format_to(out_, "<th{} scope=\"col\">{}</th>", begins_group(i) ? " class=\"start\"" : "",
                     html_escaped(column.state));
    }
    fmt::format_to(out_, "</tr>\n</thead>\n");
  }

  void write_row(const TableRow& row) {
    fmt::format_to(out_, "<tr><th scope=\"row\">{}</th>", html_escaped(row.label));
    for (std::size_t i = part_.first; i < part_.last;) {
      if (row.cells[i].text.empty()) {
        const std::size_t run = unmeasured_run(row, i);
        write_unmeasured(row, i, run);
        i += run;
      } else {
        write_cell(row.cells[i], begins_group(i) ? "start" : "");
        ++i;
      }
    }
    fmt::format_to(out_, "</tr>\n");
  }

  // Cells from `first` on that are not measured, for the same reason or in a row without figures.
  std::size_t unmeasured_run(const TableRow& row, std::size_t first) const {
    const bool silent = !row.measured(part_);
    std::size_t last = first;
    while (last < part_.last && row.cells[last].text.empty() &&
           (silent || row.cells[last].note == row.cells[first].note)) {
      ++last;
    }
    return last - first;
  }

  void write_unmeasured(const TableRow& row, std::size_t first, std::size_t run) {
    std::vector<std::size_t> notes;
    for (std::size_t i = first; i < first + run; ++i) {
      if (row.cells[i].note) notes.push_back(*row.cells[i].note);
    }
    std::sort(notes.begin(), notes.end());
    notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
    fmt::format_to(out_, "<td class=\"none start\" colspan=\"{}\">{}", run, kNotMeasured);
    for (const std::size_t note : notes) fmt::format_to(out_, "{}", note_mark(note));
    fmt::format_to(out_, "</td>");
  }

  void write_cell(const Cell& cell, std::string classes) {
    if (cell.wraps) classes += " growth";
    if (cell.best) classes += " best";
    fmt::format_to(out_, "<td class=\"{}\"", classes);
    if (!cell.detail.empty()) fmt::format_to(out_, " title=\"{}\"", html_escaped(cell.detail));
    fmt::format_to(out_, "><span class=\"figure\">{}</span>", html_escaped(cell.text));
    if (cell.note) fmt::format_to(out_, "{}", note_mark(*cell.note));
    if (cell.best) fmt::format_to(out_, "<span class=\"tag\">best</span>");
    for (const CellComparison& comparison : cell.comparisons) {
      fmt::format_to(out_, "<small>{}</small>", html_escaped(comparison.words()));
    }
    for (const std::string& remark : cell.remarks) {
      fmt::format_to(out_, "<small>{}</small>", html_escaped(remark));
    }
    fmt::format_to(out_, "</td>");
  }

  std::string note_mark(std::size_t note) const {
    const char letter = static_cast<char>('a' + note % 26);
    return fmt::format("<sup><a href=\"#{0}-note-{1}\" aria-label=\"note {2}\">{2}</a></sup>", id_,
                       note, letter);
  }

  Out out_;
  const FigureTable& table_;
  ColumnRange part_;
  std::string_view id_;
};

void write_notes(Out out, const FigureTable& table, std::string_view id) {
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

std::string html_table(const FigureTable& table, std::string_view id, std::string_view legend) {
  std::string html;
  const Out out(html);
  if (!table.columns.empty()) {
    fmt::format_to(out, "<div class=\"parts\">\n");
    for (const ColumnRange& part : table.parts()) PartWriter(out, table, part, id).write();
    fmt::format_to(out, "</div>\n");
    if (!legend.empty()) fmt::format_to(out, "<p class=\"legend\">{}</p>\n", legend);
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
    std::string subjects = omission.subjects.empty() ? "all files" : "";
    for (const std::string& subject : omission.subjects) {
      subjects += (subjects.empty() ? "" : "<br>") + html_escaped(subject);
    }
    fmt::format_to(Out(html), "<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", subjects,
                   html_escaped(omission.reason));
  }
  return html + "</tbody>\n</table>\n</div>\n";
}

}  // namespace alertsage::reports
