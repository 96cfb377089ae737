#include "reports/render/column_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace alertsage::reports {
namespace {

using Quantities = std::span<const std::optional<Quantity>>;

constexpr std::array<std::string_view, 2> kReferences{"joblib", "json"};

bool is_undecided(const Quantity& a, const Quantity& b) {
  if (a.samples == 0) {
    return std::abs(a.value - b.value) <= 0.1 * std::max(std::abs(a.value), std::abs(b.value));
  }
  return !a.interval || !b.interval ||
         (a.interval->low <= b.interval->high && b.interval->low <= a.interval->high);
}

std::string detail_of(const Quantity& quantity, std::span<const Unit> units) {
  if (quantity.samples == 0) return {};
  const std::string count =
      fmt::format("n = {}{}", quantity.samples, quantity.each_is_mean ? " means" : "");
  if (!quantity.interval) return "no interval, " + count;
  const Unit unit = natural_unit(units, quantity.value, 3);
  return fmt::format("95 % interval {} to {}, {}", in_unit(quantity.interval->low, unit, 3),
                     in_unit(quantity.interval->high, unit, 3), count);
}

std::vector<CellComparison> comparisons_of(Quantities quantities, std::size_t mine,
                                           std::span<const std::string> strategies) {
  std::vector<CellComparison> comparisons;
  for (const std::string_view reference : kReferences) {
    const auto at = static_cast<std::size_t>(
        std::find(strategies.begin(), strategies.end(), reference) - strategies.begin());
    if (at == mine || at == strategies.size() || !quantities[at]) continue;
    const double value = quantities[mine]->value;
    const double other = quantities[at]->value;
    if (value <= 0 || other <= 0) continue;
    const bool undecided = is_undecided(*quantities[mine], *quantities[at]);
    comparisons.push_back({undecided ? "≈" : share_of(value, other), std::string(reference)});
  }
  return comparisons;
}

// A mark that every cell has says nothing, so then none has it.
void mark_best(Quantities quantities, std::vector<Cell>& cells) {
  const Quantity* best = nullptr;
  for (const auto& quantity : quantities) {
    if (quantity && (best == nullptr || quantity->value < best->value)) best = &*quantity;
  }
  bool all = true;
  for (std::size_t i = 0; i < quantities.size(); ++i) {
    if (!quantities[i]) continue;
    cells[i].best = &*quantities[i] == best || is_undecided(*best, *quantities[i]);
    all = all && cells[i].best;
  }
  if (!all) return;
  for (Cell& cell : cells) cell.best = false;
}

}  // namespace

std::string CellComparison::words() const {
  return fmt::format("{}{} {}", amount, amount.starts_with("1/") ? " of" : "", reference);
}

std::vector<Cell> column_cells(Quantities quantities, std::span<const Unit> units) {
  std::vector<double> values;
  for (const auto& quantity : quantities) {
    if (quantity) values.push_back(quantity->value);
  }
  const std::optional<Unit> unit = common_unit(units, values);
  std::vector<Cell> cells(quantities.size());
  for (std::size_t i = 0; i < quantities.size(); ++i) {
    if (!quantities[i]) continue;
    const Quantity& quantity = *quantities[i];
    const int digits =
        quantity.samples == 0 ? 2 : supported_digits(quantity.value, quantity.interval);
    cells[i].text =
        in_unit(quantity.value, unit.value_or(natural_unit(units, quantity.value, digits)), digits);
    cells[i].detail = detail_of(quantity, units);
  }
  return cells;
}

void judge(Quantities quantities, std::span<const std::string> strategies,
           std::vector<Cell>& cells) {
  for (std::size_t i = 0; i < quantities.size(); ++i) {
    if (quantities[i]) cells[i].comparisons = comparisons_of(quantities, i, strategies);
  }
  mark_best(quantities, cells);
}

}  // namespace alertsage::reports
