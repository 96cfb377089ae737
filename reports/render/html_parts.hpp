// Parts of the HTML page. All texts are escaped here, and nowhere else.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/charts/chart.hpp"
#include "reports/render/facts.hpp"
#include "reports/render/figure_table.hpp"
#include "reports/render/report.hpp"

namespace alertsage::reports {

std::string_view html_style();  // the style sheet

// A document's beginning, to the tag `body`.
std::string html_head(std::string_view title);

// A sentence, in which a line does not end between a figure and its unit.
std::string html_prose(std::string_view text);

// `id` tells the tables of one page apart; `legend` is HTML.
std::string html_table(const FigureTable& table, std::string_view id, std::string_view legend = {});

std::string html_facts(const std::vector<Fact>& facts);  // a description list
std::string html_rows(const std::vector<RowSummary>& rows);

// Empty where nothing was omitted.
std::string html_omissions(std::string_view caption, const std::vector<Omission>& omissions);

// A chart's drawings, as draw() gives them.
struct DrawnChart {
  const Chart& chart;
  std::string_view wide_svg;
  std::string_view narrow_svg;
};

std::string html_chart(const DrawnChart& drawn);

// The HTML of a chart of the report.
using DrawChart = std::function<std::string(const Chart&)>;

std::string html_leaks(const LeakReport& report, const DrawChart& draw_chart);

}  // namespace alertsage::reports
