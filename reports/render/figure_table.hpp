// A table of figures, as text: what each format prints.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/render/column_cells.hpp"

namespace alertsage::reports {

// What a column is about. Twelve columns side by side are wider than most pages, and as tables of
// their own, each about one thing, they are not.
enum class Subject { loading, batches, memory, time, resources };

struct Column {
  std::string group = {};  // "Batch of 5"; equal for neighbours that belong together
  std::string state = {};  // "uncached", "cached"; empty where the group has one column
  std::string brief = {};  // the group where there is little room: "batch 5"
  Subject subject = Subject::loading;
};

struct ColumnRange {  // [first, last)
  std::size_t first = 0;
  std::size_t last = 0;
};

struct TableRow {
  std::string label = {};
  std::vector<Cell> cells = {};  // one a column

  bool measured() const;                                 // whether any cell has a figure
  bool measured(const ColumnRange& columns) const;       // any of these
  bool says_anything(const ColumnRange& columns) const;  // a figure, or why there is none
};

struct FigureTable {
  std::string title = {};            // "incidents-23MB by strategy"
  std::string row_word = {};         // what a row is: "strategy"
  std::vector<Column> columns = {};  // those in which anything was measured
  std::vector<TableRow> rows = {};   // measured or not
  std::vector<std::string> notes = {};
  std::vector<std::string> empty_columns = {};  // "Load (cold)": what no row has

  // The columns by subject, in order.
  std::vector<ColumnRange> parts() const;

  // The rows that say anything there, in order.
  std::vector<const TableRow*> rows_of(const ColumnRange& range) const;

  // The same for a part that stands alone: the first also has the rows that say nothing anywhere,
  // so that it is seen of each strategy that it was not measured.
  std::vector<const TableRow*> rows_to_list(const ColumnRange& part) const;

  // What no row has, as a sentence; empty where every column has something.
  std::string absence() const;
};

inline constexpr std::string_view kNotMeasured = "not measured";

}  // namespace alertsage::reports
