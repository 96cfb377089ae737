#include "reports/render/html.hpp"

#include <fmt/format.h>

#include <iterator>

#include "reports/render/drawings.hpp"
#include "reports/render/escape.hpp"
#include "reports/render/html_parts.hpp"
#include "reports/render/text_layout.hpp"

namespace alertsage::reports {
namespace {

using Out = std::back_insert_iterator<std::string>;

constexpr std::string_view kStrategyLegend =
    "Medians. <b>best</b>: the smallest of its column, and all that their 95 % intervals do not "
    "tell from it. Small type compares with joblib and json in the same column; ≈: their intervals "
    "overlap (memory: they differ by less than a tenth). What a table does not list is not "
    "measured. The pointer on a figure shows its interval; the list of all rows has it too.";

std::vector<const Chart*> charts_of(const Report& report) {
  std::vector<const Chart*> charts;
  const auto add = [&](const auto& chart) { charts.push_back(&chart); };
  for (const ModelReport& model : report.models) {
    for (const Chart& chart : model.charts) add(chart);
    for (const Chart& chart : model.distributions) add(chart);
  }
  if (report.leaks) {
    for (const LeakSectionReport& section : report.leaks->sections) {
      if (section.chart) add(*section.chart);
    }
  }
  if (report.size_chart) add(*report.size_chart);
  if (report.processes) {
    if (report.processes->start_chart) add(*report.processes->start_chart);
    for (const ProcessStateReport& state : report.processes->states) {
      if (state.distribution) add(*state.distribution);
    }
  }
  return charts;
}

void write_navigation(Out out, const Report& report) {
  fmt::format_to(out, "<nav aria-label=\"Sections\">");
  for (std::size_t i = 0; i < report.models.size(); ++i) {
    fmt::format_to(out, "<a href=\"#model-{}\">{}</a>", i, html_escaped(report.models[i].model));
  }
  if (report.leaks) fmt::format_to(out, "<a href=\"#leaks\">leak tests</a>");
  if (report.processes) fmt::format_to(out, "<a href=\"#processes\">processes</a>");
  if (report.size_chart) fmt::format_to(out, "<a href=\"#size\">model size</a>");
  fmt::format_to(out,
                 "<a href=\"#method\">method</a><a href=\"#environment\">environment</a><a "
                 "href=\"#rows\">{}</a></nav>\n",
                 report.rows.empty() ? "sources" : "all rows");
}

void write_advice(Out out, const std::vector<Advice>& advice) {
  if (advice.empty()) return;
  fmt::format_to(out, "<ul class=\"uses\">\n");
  for (const Advice& use : advice) {
    fmt::format_to(out, "<li><p class=\"use\">{}</p><p class=\"verdict\">{}</p><p>{}</p>",
                   html_escaped(use.use), html_escaped(use.verdict), html_prose(use.reason));
    if (!use.elsewhere.empty()) {
      fmt::format_to(out, "<p class=\"small\">{}</p>", html_prose(use.elsewhere));
    }
    fmt::format_to(out, "</li>\n");
  }
  fmt::format_to(out, "</ul>\n");
}

void write_model(Out out, const ModelReport& model, std::size_t index, const Drawings& drawings) {
  const std::string id = fmt::format("model-{}", index);
  fmt::format_to(out, "<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n", id,
                 html_escaped(model.model));
  if (!model.facts.empty()) {
    fmt::format_to(out, "<p class=\"small\">{}</p>\n", html_escaped(model.facts));
  }
  fmt::format_to(out, "{}", html_table(model.table, id, kStrategyLegend));
  for (const std::string& remark : model.remarks) {
    fmt::format_to(out, "<p>{}</p>\n", html_prose(remark));
  }
  for (const Chart& chart : model.charts) fmt::format_to(out, "{}", drawings.html(chart));
  if (!model.distributions.empty()) {
    fmt::format_to(out, "<details><summary>Distributions of the samples of {}</summary>\n",
                   html_escaped(model.model));
    for (const Chart& chart : model.distributions) fmt::format_to(out, "{}", drawings.html(chart));
    fmt::format_to(out, "</details>\n");
  }
  fmt::format_to(out, "</section>\n");
}

void write_process_state(Out out, const ProcessStateReport& state, std::string_view id) {
  fmt::format_to(out, "<h3>{}</h3>\n", html_escaped(state.title));
  if (!state.finding.empty()) fmt::format_to(out, "<p>{}</p>\n", html_prose(state.finding));
  fmt::format_to(out, "<p class=\"small\">{}", html_escaped(state.meaning));
  if (!state.proof.empty()) fmt::format_to(out, " Here: {}.", html_escaped(state.proof));
  fmt::format_to(out, "</p>\n{}", html_table(state.table, id));
}

void write_processes(Out out, const ProcessReport& processes, const Drawings& drawings) {
  fmt::format_to(out,
                 "<section aria-labelledby=\"processes\">\n<h2 id=\"processes\">Processes</h2>\n");
  for (std::size_t i = 0; i < processes.states.size(); ++i) {
    write_process_state(out, processes.states[i], fmt::format("processes-{}", i));
  }
  fmt::format_to(out, "<p class=\"legend\">{}</p>\n", html_prose(processes.method));
  if (!processes.commands.empty()) fmt::format_to(out, "{}", html_facts(processes.commands));
  if (processes.start_chart) fmt::format_to(out, "{}", drawings.html(*processes.start_chart));
  for (const ProcessStateReport& state : processes.states) {
    if (state.distribution) fmt::format_to(out, "{}", drawings.html(*state.distribution));
  }
  fmt::format_to(out, "</section>\n");
}

void write_provenance(Out out, const Report& report) {
  fmt::format_to(out, "<section>\n<h2 id=\"method\">Method</h2>\n{}</section>\n",
                 html_facts(report.method));
  fmt::format_to(out, "<section>\n<h2 id=\"environment\">Environment</h2>\n{}</section>\n",
                 html_facts(report.environment));
  fmt::format_to(out, "<section>\n<h2 id=\"rows\">{}</h2>\n",
                 report.rows.empty() ? "Sources" : "Rows");
  const Omissions& omissions = report.omissions;
  fmt::format_to(out, "{}{}{}", html_omissions("Dropped samples", omissions.dropped),
                 html_omissions("Rows that were left out", omissions.left_out),
                 html_omissions("Remarks on the files", omissions.remarks));
  if (!report.rows.empty()) {
    fmt::format_to(out, "<details><summary>All {} rows</summary>\n{}</details>\n",
                   report.rows.size(), html_rows(report.rows));
  }
  fmt::format_to(out, "<p class=\"legend\">From:");
  for (const std::string& source : report.sources) {
    fmt::format_to(out, " {}", html_escaped(source));
  }
  fmt::format_to(out, "</p>\n</section>\n");
}

}  // namespace

std::string html_head(std::string_view title) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
      "name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
      "name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>{}</style>\n"
      "</head>\n<body>\n",
      html_escaped(title), html_style());
}

std::string html_prose(std::string_view text) {
  return with_units_joined(html_escaped(text));
}

std::string html_facts(const std::vector<Fact>& facts) {
  std::string html = "<dl>\n";
  for (const Fact& fact : facts) {
    fmt::format_to(Out(html), "<dt>{}</dt><dd>{}</dd>\n", html_escaped(fact.name),
                   html_escaped(fact.value));
  }
  return html + "</dl>\n";
}

std::string html_chart(const DrawnChart& drawn) {
  constexpr std::string_view kType = "data:image/svg+xml;base64,";
  return fmt::format(
      "<figure>\n<figcaption><h3>{}</h3><p>{}</p></figcaption>\n<picture><source "
      "media=\"(max-width: "
      "640px)\" srcset=\"{}{}\" width=\"{}\" height=\"{}\"><img src=\"{}{}\" width=\"{}\" "
      "height=\"{}\" alt=\"{}\"></picture>\n</figure>\n",
      html_escaped(drawn.chart.title), html_prose(drawn.chart.caption), kType,
      base64(drawn.narrow_svg), drawn.chart.narrow.width, drawn.chart.narrow.height, kType,
      base64(drawn.wide_svg), drawn.chart.wide.width, drawn.chart.wide.height,
      html_escaped(drawn.chart.alt));
}

std::string report_html(const Report& report) {
  const Drawings drawings(charts_of(report));
  std::string html = html_head(report.title);
  const Out out(html);
  fmt::format_to(out, "<header>\n<h1>{}</h1>\n<p class=\"muted\">{}</p>\n",
                 html_escaped(report.title), html_escaped(report.subtitle));
  write_navigation(out, report);
  fmt::format_to(out, "</header>\n<main>\n");
  if (!report.warning.empty()) {
    fmt::format_to(out, "<p class=\"warning\" role=\"alert\">{}</p>\n", html_prose(report.warning));
  }
  const std::string leaks =
      report.leaks
          ? html_leaks(*report.leaks, [&](const Chart& chart) { return drawings.html(chart); })
          : std::string();
  if (report.leaks_alone) html += leaks;
  write_advice(out, report.advice);
  for (std::size_t i = 0; i < report.models.size(); ++i) {
    write_model(out, report.models[i], i, drawings);
  }
  if (!report.leaks_alone) html += leaks;
  if (report.processes) write_processes(out, *report.processes, drawings);
  if (report.size_chart) {
    fmt::format_to(out, "<section>\n<h2 id=\"size\">Model size</h2>\n{}</section>\n",
                   drawings.html(*report.size_chart));
  }
  write_provenance(out, report);
  fmt::format_to(out, "</main>\n</body>\n</html>\n");
  return html;
}

}  // namespace alertsage::reports
