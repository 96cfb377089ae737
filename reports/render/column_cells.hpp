// A column of figures as cells: one unit for all, no more digits than intervals support, how each
// compares with joblib and json, and which are best.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reports/charts/rounding.hpp"
#include "reports/stats/interval.hpp"

namespace alertsage::reports {

// How a figure compares with another strategy's in the same column.
struct CellComparison {
  std::string amount = {};     // "1/18", "2.1x"; "≈" where the intervals overlap
  std::string reference = {};  // "joblib"

  std::string words() const;  // "1/18 of joblib", "2.1x joblib", "≈ joblib"
};

struct Cell {
  std::string text = {};    // empty: not measured
  std::string detail = {};  // "95 % interval 46.9-47.8 us, n = 60"
  std::vector<CellComparison> comparisons = {};
  std::vector<std::string> remarks = {};  // "RssAnon: clean, at most 114 B a cycle"
  bool wraps = false;                     // remarks are sentences and may take several lines
  bool best = false;                      // of its column, or not told apart from the best
  std::optional<std::size_t> note = {};   // index into FigureTable::notes
};

// A figure before it is text: nanoseconds or bytes.
struct Quantity {
  double value = 0;
  std::optional<Interval> interval = {};
  std::size_t samples = 0;  // 0 where it is no sample's median: then it is taken as it is
  bool each_is_mean = false;
};

// One cell a quantity; an empty one where it is absent.
std::vector<Cell> column_cells(std::span<const std::optional<Quantity>> quantities,
                               std::span<const Unit> units);

// For a column in which less is better: how each compares with joblib and json, and which is best:
// the smallest, and what the intervals do not tell from it (of figures without samples, what is
// within a tenth of it); none where all are. REQUIRES: as many quantities as strategies and cells.
void judge(std::span<const std::optional<Quantity>> quantities,
           std::span<const std::string> strategies, std::vector<Cell>& cells);

}  // namespace alertsage::reports
