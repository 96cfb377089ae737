// A report before it has a format: every sentence, table and chart, in the order in which they are
// shown. HTML, Markdown and terminal print the same report.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "reports/charts/chart.hpp"
#include "reports/render/advice.hpp"
#include "reports/render/facts.hpp"
#include "reports/render/leak_report.hpp"
#include "reports/render/omissions.hpp"
#include "reports/render/process_report.hpp"
#include "reports/render/strategy_table.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

struct ModelReport {
  std::string model = {};
  std::string facts = {};  // its files, terms, classes; empty where the document does not say
  FigureTable table = {};
  std::vector<std::string> remarks = {};
  std::vector<Chart> charts = {};
  std::vector<Chart> distributions = {};
};

struct RowSummary {
  std::string name = {};
  std::size_t samples = 0;
  std::string median = {};
  std::string interval = {};  // "46.9 us to 47.8 us"; "too few samples"
  std::string remark = {};    // "each a mean of 100,000 iterations"
};

struct Report {
  std::string title = {};
  std::string subtitle = {};        // date and machine in one line
  std::string warning = {};         // the document is partial; empty where it is not
  std::vector<Advice> advice = {};  // empty where the document has no model of a user
  std::vector<ModelReport> models = {};
  std::optional<LeakReport> leaks = {};
  bool leaks_alone = false;  // nothing else was measured: they come first
  std::optional<ProcessReport> processes = {};
  std::optional<Chart> size_chart = {};
  std::vector<Fact> method = {};
  std::vector<Fact> environment = {};
  Omissions omissions = {};
  std::vector<RowSummary> rows = {};
  std::vector<std::string> sources = {};
};

// Everything of `document`, or of one model of it where `model` is not empty (the size sweep
// stays). Throws Error (usage) where the document has no such model. Deterministic: it knows no
// clock and no machine but the document's.
Report make_report(const Document& document, const std::string& model);

}  // namespace alertsage::reports
