#include "reports/render/markdown.hpp"

#include <fmt/format.h>

#include <iterator>

#include "reports/compare/text/markdown_text.hpp"
#include "reports/render/leak_text.hpp"

namespace alertsage::reports {
namespace {

using Out = std::back_insert_iterator<std::string>;

constexpr std::string_view kStrategyLegend =
    "Medians; best: the smallest of its column, and all that their 95 % intervals do not tell from "
    "it; ≈: their intervals overlap (memory: they differ by less than a tenth). What a table does "
    "not list is not measured.";

std::string note_mark(std::size_t note) {
  return fmt::format("<sup>{}</sup>", note + 1);
}

void write_advice(Out out, const std::vector<Advice>& advice) {
  for (const Advice& use : advice) {
    fmt::format_to(out, "- **{}: {}** {}", markdown_escaped(use.use), markdown_escaped(use.verdict),
                   markdown_escaped(use.reason));
    if (!use.elsewhere.empty()) fmt::format_to(out, " {}", markdown_escaped(use.elsewhere));
    fmt::format_to(out, "\n");
  }
}

void write_cell(Out out, const Cell& cell) {
  if (cell.text.empty()) {
    fmt::format_to(out, " {}", kNotMeasured);
  } else if (cell.best) {
    fmt::format_to(out, " **{}** (best)", markdown_escaped(cell.text));
  } else {
    fmt::format_to(out, " {}", markdown_escaped(cell.text));
  }
  if (cell.note) fmt::format_to(out, "{}", note_mark(*cell.note));
  for (const CellComparison& comparison : cell.comparisons) {
    fmt::format_to(out, "<br><sub>{}</sub>", markdown_escaped(comparison.words()));
  }
  for (const std::string& remark : cell.remarks) {
    fmt::format_to(out, "<br><sub>{}</sub>", markdown_escaped(remark));
  }
  fmt::format_to(out, " |");
}

void write_part(Out out, const FigureTable& table, const ColumnRange& part) {
  fmt::format_to(out, "\n| {} |", table.row_word);
  for (std::size_t i = part.first; i < part.last; ++i) {
    const Column& column = table.columns[i];
    fmt::format_to(out, " {}{}{} |", markdown_escaped(column.group),
                   column.state.empty() ? "" : ", ", markdown_escaped(column.state));
  }
  fmt::format_to(out, "\n|---|");
  for (std::size_t i = part.first; i < part.last; ++i) fmt::format_to(out, "--:|");
  fmt::format_to(out, "\n");
  for (const TableRow* row : table.rows_to_list(part)) {
    fmt::format_to(out, "| {} |", markdown_escaped(row->label));
    for (std::size_t i = part.first; i < part.last; ++i) write_cell(out, row->cells[i]);
    fmt::format_to(out, "\n");
  }
}

void write_table(Out out, const FigureTable& table, std::string_view legend) {
  for (const ColumnRange& part : table.parts()) write_part(out, table, part);
  if (!table.columns.empty() && !legend.empty()) fmt::format_to(out, "\n{}\n", legend);
  for (std::size_t i = 0; i < table.notes.size(); ++i) {
    fmt::format_to(out, "\n{} {}\n", note_mark(i), markdown_escaped(table.notes[i]));
  }
  const std::string absence = table.absence();
  if (!absence.empty()) fmt::format_to(out, "\n{}\n", markdown_escaped(absence));
}

void write_model(Out out, const ModelReport& model) {
  fmt::format_to(out, "\n## {}\n\n{}\n", markdown_escaped(model.model),
                 markdown_escaped(model.facts));
  write_table(out, model.table, kStrategyLegend);
  for (const std::string& remark : model.remarks) {
    fmt::format_to(out, "\n{}\n", markdown_escaped(remark));
  }
}

void write_facts(Out out, std::string_view title, const std::vector<Fact>& facts) {
  fmt::format_to(out, "\n<details><summary>{}</summary>\n\n| | |\n|---|---|\n", title);
  for (const Fact& fact : facts) {
    fmt::format_to(out, "| {} | {} |\n", markdown_escaped(fact.name), markdown_escaped(fact.value));
  }
  fmt::format_to(out, "\n</details>\n");
}

void write_processes(Out out, const ProcessReport& processes) {
  fmt::format_to(out, "\n## Processes\n");
  for (const ProcessStateReport& state : processes.states) {
    fmt::format_to(out, "\n### {}\n", markdown_escaped(state.title));
    if (!state.finding.empty()) fmt::format_to(out, "\n{}\n", markdown_escaped(state.finding));
    fmt::format_to(out, "\n{}", markdown_escaped(state.meaning));
    if (!state.proof.empty()) fmt::format_to(out, " Here: {}.", markdown_escaped(state.proof));
    fmt::format_to(out, "\n");
    write_table(out, state.table, {});
  }
  fmt::format_to(out, "\n{}\n", markdown_escaped(processes.method));
  if (processes.start_chart) {
    fmt::format_to(out, "\n{}: {}\n", markdown_escaped(processes.start_chart->title),
                   markdown_escaped(processes.start_chart->alt));
  }
  if (!processes.commands.empty()) write_facts(out, "Commands", processes.commands);
}

void write_omissions(Out out, std::string_view title, const std::vector<Omission>& omissions) {
  if (omissions.empty()) return;
  fmt::format_to(out, "\n{}:\n\n", title);
  for (const Omission& omission : omissions) {
    fmt::format_to(out, "- {}\n", markdown_escaped(omission.words(omission.subjects.size())));
  }
}

void write_rows(Out out, const std::vector<RowSummary>& rows) {
  fmt::format_to(
      out,
      "\n<details><summary>All {} rows</summary>\n\n| row | n | median | 95 % interval | "
      "remark |\n|---|--:|--:|--:|---|\n",
      rows.size());
  for (const RowSummary& row : rows) {
    fmt::format_to(out, "| {} | {} | {} | {} | {} |\n", markdown_escaped(row.name), row.samples,
                   markdown_escaped(row.median), markdown_escaped(row.interval),
                   markdown_escaped(row.remark));
  }
  fmt::format_to(out, "\n</details>\n");
}

}  // namespace

std::string report_markdown(const Report& report) {
  std::string markdown;
  const Out out(markdown);
  fmt::format_to(out, "# {}\n\n{}\n\n", markdown_escaped(report.title),
                 markdown_escaped(report.subtitle));
  if (!report.warning.empty()) {
    fmt::format_to(out, "> **{}**\n\n", markdown_escaped(report.warning));
  }
  write_advice(out, report.advice);
  for (const ModelReport& model : report.models) write_model(out, model);
  if (report.leaks) markdown += leak_markdown(*report.leaks);
  if (report.processes) write_processes(out, *report.processes);
  if (report.size_chart) {
    fmt::format_to(out, "\n## Model size\n\n{}\n", markdown_escaped(report.size_chart->alt));
  }
  write_omissions(out, "Dropped samples", report.omissions.dropped);
  write_omissions(out, "Left out", report.omissions.left_out);
  write_omissions(out, "Remarks on the files", report.omissions.remarks);
  write_facts(out, "Method", report.method);
  write_facts(out, "Environment", report.environment);
  if (!report.rows.empty()) write_rows(out, report.rows);
  return markdown;
}

}  // namespace alertsage::reports
