// Any bytes as a result document: read, reported in every format, and compared with itself.
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "reports/charts/figure_script.hpp"
#include "reports/charts/gnuplot.hpp"
#include "reports/compare/text/comparison_text.hpp"
#include "reports/render/html.hpp"
#include "reports/render/junit.hpp"
#include "reports/render/markdown.hpp"
#include "reports/render/terminal.hpp"
#include "reports/results/reader.hpp"
#include "reports/results/writer.hpp"
#include "tests/fuzz/fuzz_input.hpp"

namespace alertsage::reports {

// In place of the one that runs gnuplot, whose object is not linked then: its commands are made,
// and nobody draws.
std::vector<std::string> draw(std::span<const Figure> figures) {
  std::vector<std::string> drawings;
  for (const Figure& figure : figures) {
    drawings.push_back(gnuplot_script(figure, "x.svg"));
    testing::require(!drawings.back().empty());
  }
  return drawings;
}

}  // namespace alertsage::reports

namespace alertsage::testing {
namespace {

using namespace reports;

void report(const Document& document) {
  const Report report = make_report(document, "");
  require(!report_text(report, {}).empty());
  require(!report_html(report).empty());
  require(!report_markdown(report).empty());
  require(!leak_junit(document).empty());
}

// In the time and in all that the first row counts.
CompareOptions all_metrics(const Document& document) {
  CompareOptions options{.metrics = {std::string(kRealTime)}, .u_test = true};
  for (const auto& [name, value] : document.series.front().rows.front().counters) {
    if (std::isfinite(value)) options.metrics.push_back(name);
  }
  return options;
}

void compare_with_itself(const Document& document, const CompareOptions& options) {
  const Comparison comparison = compare(document, document, options);
  require(comparison.count(Change::slower) == 0 && comparison.count(Change::faster) == 0);
  require(comparison.verdict_of_rows() == ExitCode::undecided);
  require(!comparison_table(comparison, true).empty());
  require(!comparison_markdown(comparison).empty());
  require(!comparison_json(comparison).empty());
}

void use(std::string_view text) {
  const Document document = parse_document(text, "fuzz.json");
  succeeds([&] { report(document); });
  succeeds([&] { compare_with_itself(document, {}); });
  if (!document.series.empty()) {
    succeeds([&] { compare_with_itself(document, all_metrics(document)); });
  }
  require(succeeds([&] { parse_document(document_json(document), "again.json"); }));
}

}  // namespace
}  // namespace alertsage::testing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::byte> file = alertsage::testing::file_of(data, size);
  alertsage::testing::succeeds([&] { alertsage::testing::use(alertsage::as_text(file)); });
  return 0;
}
