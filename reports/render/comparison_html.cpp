// What decides stands first: the verdict, what makes it worth less, the rows that changed. What is
// as it was is folded.
#include "reports/render/comparison_html.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <deque>
#include <iterator>
#include <utility>

#include "core/base/numbers.hpp"
#include "core/base/printable.hpp"
#include "reports/charts/words.hpp"
#include "reports/compare/text/comparison_words.hpp"
#include "reports/compare/text/leak_comparison_text.hpp"
#include "reports/compare/text/metric_table.hpp"
#include "reports/compare/text/row_words.hpp"
#include "reports/render/comparison_charts.hpp"
#include "reports/render/comparison_tables.hpp"
#include "reports/render/drawings.hpp"
#include "reports/render/escape.hpp"
#include "reports/render/html_parts.hpp"
#include "reports/results/quantity.hpp"

namespace alertsage::reports {
namespace {

using Out = std::back_insert_iterator<std::string>;

constexpr std::string_view kDetailLegend =
    "Samples: a tick each, or quantiles where there are many; thick: the median; the bar: the "
    "middle half. Pairs: a mark is NEW against BASE of one pair, in the order in which they ran, "
    "an "
    "open triangle lies further out; shaded: the limit; blue: the median and its interval, as they "
    "stood at each look.";

std::string_view class_of(ExitCode verdict) {
  switch (verdict) {
    case ExitCode::good:
      return "good";
    case ExitCode::verdict_bad:
      return "bad";
    case ExitCode::undecided:
    case ExitCode::failed:
      break;
  }
  return "open";
}

struct MetricPart {
  const Metric& metric;
  bool is_folded;  // and without a chart
  std::vector<const RowComparison*> rows;
  std::optional<Chart> ratios;
};

struct RowDetail {
  const RowComparison& row;
  std::optional<Chart> samples;
  std::optional<Chart> pairs;
};

// What is drawn. The charts are drawn by their addresses, so nothing of this moves.
struct Parts {
  std::deque<MetricPart> metrics = {};
  std::deque<RowDetail> details = {};
  std::size_t without_details = 0;
  std::optional<Chart> control = {};

  std::vector<const Chart*> charts() const {
    std::vector<const Chart*> all;
    const auto add = [&](const std::optional<Chart>& chart) {
      if (chart) all.push_back(&*chart);
    };
    for (const MetricPart& part : metrics) add(part.ratios);
    for (const RowDetail& detail : details) {
      add(detail.samples);
      add(detail.pairs);
    }
    add(control);
    return all;
  }
};

Parts parts_of(const Comparison& comparison, const Document& base, const Document& contender) {
  const ComparisonCharts charts(comparison, base, contender);
  Parts parts{.control = charts.of_control()};
  const MetricsByChange metrics = metrics_by_change(comparison);
  for (const Metric* metric : metrics.in_full) {
    auto rows = rows_by_verdict(comparison, *metric);
    for (const RowComparison* row : rows) {
      if (row->exact || is_unchanged(comparison, *row)) continue;
      if (parts.details.size() == kMostDetails) {
        ++parts.without_details;
        continue;
      }
      parts.details.push_back({*row, charts.of_samples(*row), charts.of_pairs(*row)});
    }
    parts.metrics.push_back({*metric, false, std::move(rows), charts.of_ratios(*metric)});
  }
  for (const Metric* metric : metrics.unchanged) {
    parts.metrics.push_back({*metric, true, rows_by_verdict(comparison, *metric), std::nullopt});
  }
  return parts;
}

std::string files_of(const Document& document) {
  return document.sources.empty() ? "?" : brief_list(document.sources, 3);
}

// Of a document of leak tests alone there is nothing to say of rows.
std::string verdict_of(const Comparison& comparison) {
  if (comparison.rows.empty() && !comparison.leaks.empty()) {
    return leak_headline(comparison.leaks);
  }
  return headline(comparison);
}

void write_verdict(Out out, const Comparison& comparison) {
  fmt::format_to(out, "<div class=\"finding {}\"><p class=\"verdict\">{}</p>",
                 class_of(comparison.verdict()), html_prose(sentence_case(verdict_of(comparison))));
  if (const std::string counts = counts_of(comparison); !counts.empty()) {
    fmt::format_to(out, "<p>{}</p>", html_prose(counts + "."));
  }
  if (!comparison.rows.empty() && !comparison.leaks.empty()) {
    fmt::format_to(out, "<p>{}</p>",
                   html_prose(sentence_case(leak_headline(comparison.leaks)) + "."));
  }
  fmt::format_to(out, "</div>\n{}",
                 html_lines(warnings(comparison),
                            flaws_of(comparison).empty() ? "remarks" : "remarks warning"));
}

void write_metric(Out out, const Comparison& comparison, const MetricPart& part,
                  const Drawings& drawings, std::size_t number) {
  if (part.is_folded) {
    const std::string what = unchanged_lines(comparison, {&part.metric}).front();
    fmt::format_to(out, "<details><summary>{}</summary>\n{}</details>\n",
                   html_entities(sentence_case(what)), html_table_of_rows(comparison, part.rows));
    return;
  }
  fmt::format_to(out,
                 "<section aria-labelledby=\"metric-{0}\">\n<h2 id=\"metric-{0}\">{1}</h2>\n{2}",
                 number, html_escaped(part.metric.name), html_compared_rows(comparison, part.rows));
  if (part.ratios) fmt::format_to(out, "{}", drawings.html(*part.ratios));
  fmt::format_to(out, "</section>\n");
}

void write_details(Out out, const Comparison& comparison, const Parts& parts,
                   const Drawings& drawings) {
  if (parts.details.empty()) return;
  fmt::format_to(out,
                 "<section aria-labelledby=\"details\">\n<h2 id=\"details\">Rows that changed, or "
                 "cannot be told</h2>\n");
  fmt::format_to(out, "<p class=\"legend\">{}</p>\n", kDetailLegend);
  for (const RowDetail& detail : parts.details) {
    const RowComparison& row = detail.row;
    fmt::format_to(out, "<h3 class=\"row\">{}</h3>\n<p>{} {} {}</p>\n", html_escaped(row.name),
                   html_verdict(comparison, row), html_prose(change_sentence(row)),
                   html_prose(sentence_case(reason_of(comparison, row)) + "."));
    if (detail.samples) fmt::format_to(out, "{}", drawings.html(*detail.samples));
    if (detail.pairs) fmt::format_to(out, "{}", drawings.html(*detail.pairs));
  }
  if (parts.without_details > 0) {
    fmt::format_to(out, "<p class=\"small\">{} in the table alone.</p>\n",
                   counted(parts.without_details, "more row"));
  }
  fmt::format_to(out, "</section>\n");
}

std::vector<Fact> basis_facts(const Comparison& comparison) {
  std::vector<Fact> facts{{"design", basis_of(comparison)}};
  std::vector<std::string> metrics;
  for (const Metric& metric : comparison.metrics) metrics.push_back(metric.name);
  facts.push_back({"metrics", fmt::format("{}", fmt::join(metrics, ", "))});
  if (comparison.design != Design::unpaired) {
    facts.push_back({"change",
                     "The median of the ratios of the pairs that decided. BASE and NEW are medians "
                     "of all samples, and what they have to each other may be something else."});
  }
  facts.push_back({"limit",
                   "A change is one where the ratio is beyond the row's limit as far as can be "
                   "seen, and certainly not 1. Same: certainly within the limit, both ways. Cannot "
                   "tell: neither."});
  facts.push_back({"visible from",
                   "The smallest change for the worse that samples which scatter like these would "
                   "have shown."});
  if (comparison.control) {
    std::string control =
        fmt::format("A fixed piece of work beside each side of {}. What moves it is the machine.",
                    counted(comparison.control->pairs, "pair"));
    if (const auto& sides = comparison.control->sides) {
      control += fmt::format(" Beside NEW it took {}.", change_text(sides->estimate));
    }
    if (comparison.control->drift) {
      control += fmt::format(" From the first third of the run to the last: {}.",
                             change_text(*comparison.control->drift));
    }
    facts.push_back({"control", control});
  }
  return facts;
}

void write_basis(Out out, const Comparison& comparison, const Parts& parts,
                 const Drawings& drawings) {
  fmt::format_to(out, "<section>\n<h2 id=\"method\">How it was decided</h2>\n{}",
                 html_facts(basis_facts(comparison)));
  if (parts.control) fmt::format_to(out, "{}", drawings.html(*parts.control));
  fmt::format_to(out, "</section>\n");
}

void write_sources(Out out, const Comparison& comparison, const Document& base,
                   const Document& contender) {
  fmt::format_to(out, "<section>\n<h2 id=\"environment\">Environment</h2>\n{}</section>\n",
                 html_environments(base, contender));
  const std::string unmatched = html_lines(left_out_lines(comparison), "remarks");
  const Omissions before = omissions_of(base);
  const Omissions after = omissions_of(contender);
  const std::string omitted = html_omissions("Dropped samples, BASE", before.dropped) +
                              html_omissions("Dropped samples, NEW", after.dropped) +
                              html_omissions("Remarks on the files, BASE", before.remarks) +
                              html_omissions("Remarks on the files, NEW", after.remarks);
  if (unmatched.empty() && omitted.empty()) return;
  fmt::format_to(out, "<section>\n<h2 id=\"unmatched\">What is not compared</h2>\n{}{}</section>\n",
                 unmatched, omitted);
}

}  // namespace

std::string comparison_html(const Comparison& comparison, const Document& base,
                            const Document& contender) {
  const Parts parts = parts_of(comparison, base, contender);
  const Drawings drawings(parts.charts());
  std::string html = html_head("Comparison: " + verdict_of(comparison));
  const Out out(html);
  fmt::format_to(out,
                 "<header>\n<h1>Comparison</h1>\n<p class=\"muted\">BASE: {}<br>NEW: {}</p>\n"
                 "</header>\n<main>\n",
                 html_escaped(files_of(base)), html_escaped(files_of(contender)));
  write_verdict(out, comparison);
  // Names of metrics may have spaces, which ids may not, or be the id of another section.
  std::size_t number = 0;
  for (const MetricPart& part : parts.metrics) {
    write_metric(out, comparison, part, drawings, ++number);
  }
  fmt::format_to(out, "{}", html_compared_leaks(comparison.leaks));
  write_details(out, comparison, parts, drawings);
  if (!comparison.rows.empty()) write_basis(out, comparison, parts, drawings);
  write_sources(out, comparison, base, contender);
  fmt::format_to(out, "</main>\n</body>\n</html>\n");
  return html;
}

}  // namespace alertsage::reports
