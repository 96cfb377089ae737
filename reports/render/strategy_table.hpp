// The table by strategy, as text: what each format prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/charts/measurements.hpp"
#include "reports/render/column_cells.hpp"

namespace alertsage::reports {

struct Column {
  std::string group = {};  // "Batch of 5"; equal for neighbours that belong together
  std::string state = {};  // "uncached", "cached"; empty where the group has one column
  std::string brief = {};  // the group where there is little room: "batch 5"
};

struct TableRow {
  std::string label = {};
  std::vector<Cell> cells = {};  // one a column

  bool measured() const;  // whether any cell has a figure
};

struct StrategyTable {
  std::string model = {};
  std::vector<Column> columns = {};  // those in which anything was measured
  std::vector<TableRow> rows = {};   // all strategies and Python, measured or not
  std::vector<std::string> notes = {};
  std::vector<std::string> empty_columns = {};  // "Load (cold)": what no row has

  // What no row has, as a sentence; empty where every column has something.
  std::string absence() const;
};

StrategyTable strategy_table(const Measurements& measurements, std::string_view model);

inline constexpr std::string_view kNotMeasured = "not measured";

}  // namespace alertsage::reports
