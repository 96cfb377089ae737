#include "reports/render/figure_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reports/charts/words.hpp"

namespace alertsage::reports {
namespace {

template <class Predicate>
bool any_cell(const TableRow& row, const ColumnRange& columns, Predicate predicate) {
  const auto at = [&](std::size_t column) {
    return row.cells.begin() + static_cast<std::ptrdiff_t>(column);
  };
  return std::any_of(at(columns.first), at(columns.last), predicate);
}

}  // namespace

bool TableRow::measured() const {
  return measured({0, cells.size()});
}

bool TableRow::measured(const ColumnRange& columns) const {
  return any_cell(*this, columns, [](const Cell& cell) { return !cell.text.empty(); });
}

bool TableRow::says_anything(const ColumnRange& columns) const {
  return any_cell(*this, columns,
                  [](const Cell& cell) { return !cell.text.empty() || cell.note.has_value(); });
}

std::vector<ColumnRange> FigureTable::parts() const {
  std::vector<ColumnRange> parts;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool goes_on = i > 0 && columns[i].subject == columns[i - 1].subject;
    if (!goes_on) parts.push_back({i, i});
    parts.back().last = i + 1;
  }
  return parts;
}

std::vector<const TableRow*> FigureTable::rows_of(const ColumnRange& range) const {
  std::vector<const TableRow*> found;
  for (const TableRow& row : rows) {
    if (row.says_anything(range)) found.push_back(&row);
  }
  return found;
}

std::vector<const TableRow*> FigureTable::rows_to_list(const ColumnRange& part) const {
  std::vector<const TableRow*> listed;
  for (const TableRow& row : rows) {
    const bool silent = !row.says_anything({0, columns.size()});
    if (row.says_anything(part) || (silent && part.first == 0)) listed.push_back(&row);
  }
  return listed;
}

std::string FigureTable::absence() const {
  if (columns.empty()) return "Nothing of it was measured.";
  if (empty_columns.empty()) return {};
  return fmt::format("Not measured for any {}: {}.", row_word, enumeration(empty_columns));
}

}  // namespace alertsage::reports
