// What a strategy is called and what it looks like, the same in every chart and table.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/charts/figure.hpp"
#include "reports/charts/paint.hpp"

namespace alertsage::reports {

// Which company a row is in.
enum class StrategyKind {
  ours,       // a load strategy of this project, or a user's own loader
  python,     // measured beside, for comparison
  reference,  // a floor, an empty program, an import: no way to get a classifier
};

struct StrategyStyle {
  std::string label = {};  // "mmap", "Python joblib.load"
  StrategyKind kind = StrategyKind::ours;
  Paint paint = {};
  Symbol symbol = Symbol::circle;
};

// Any name has a style: one that is not known keeps its name and gets a spare colour by its bytes.
StrategyStyle strategy_style(std::string_view strategy);

// Place in tables and legends: ours as they are registered, unknown ones, Python, references.
std::size_t strategy_rank(std::string_view strategy);

// The names that every table has a row for, measured or not: ours and Python's, by rank.
std::vector<std::string> standard_strategies();

// "map the model file", for sentences; "load with NAME" for unknown ones.
std::string strategy_action(std::string_view strategy);

}  // namespace alertsage::reports
