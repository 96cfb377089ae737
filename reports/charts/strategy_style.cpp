#include "reports/charts/strategy_style.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace alertsage::reports {
namespace {

struct Known {
  std::string_view strategy;
  std::string_view label;
  std::string_view action;
  StrategyKind kind;
  Paint paint;
  Symbol symbol;
};

using enum StrategyKind;

constexpr std::array kOurs{
    Known{"joblib", "joblib", "parse the joblib pair", ours, kVermilion, Symbol::square},
    Known{"json", "json", "parse the JSON model", ours, kOchre, Symbol::triangle_down},
    Known{"read", "read", "read the model file", ours, kPurple, Symbol::diamond},
    Known{"mmap", "mmap", "map the model file", ours, kBlue, Symbol::circle},
    Known{"mmap-random", "mmap-random", "map the model file, without read-ahead", ours, kViolet,
          Symbol::pentagon},
    Known{"mmap-populate", "mmap-populate", "map and prefault the model file", ours, kGreen,
          Symbol::triangle_up},
};

constexpr std::array kOthers{
    Known{"python-joblib", "Python joblib.load", "call Python's joblib.load", python, kSlate,
          Symbol::pentagon},
    Known{"python-pickle", "Python, tuned: C unpickler", "unpickle in Python, tuned", python,
          kBrown, Symbol::pentagon},
    Known{"python", "Python, whole process", "run a Python process", python, kGraphite,
          Symbol::pentagon},
    Known{"import", "import of the joblib pair", "import the joblib pair", reference, kSteel,
          Symbol::circle},
    Known{"do-nothing", "do-nothing program", "run a program that does nothing", reference, kSteel,
          Symbol::circle},
    Known{"floor", "floor", "touch the file's first page", reference, kSteel, Symbol::circle},
};

constexpr std::array kSparePaints{kCrimson, kBrown, kGraphite};

template <std::size_t N>
const Known* find_in(const std::array<Known, N>& table, std::string_view strategy) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Known& known) { return known.strategy == strategy; });
  return found == table.end() ? nullptr : &*found;
}

const Known* find_known(std::string_view strategy) {
  const Known* known = find_in(kOurs, strategy);
  return known != nullptr ? known : find_in(kOthers, strategy);
}

}  // namespace

StrategyStyle strategy_style(std::string_view strategy) {
  if (const Known* known = find_known(strategy)) {
    return {std::string(known->label), known->kind, known->paint, known->symbol};
  }
  const std::size_t sum = std::accumulate(
      strategy.begin(), strategy.end(), std::size_t{0},
      [](std::size_t total, char byte) { return total + static_cast<unsigned char>(byte); });
  return {std::string(strategy), StrategyKind::ours, kSparePaints[sum % kSparePaints.size()],
          Symbol::pentagon};
}

std::size_t strategy_rank(std::string_view strategy) {
  if (const Known* known = find_in(kOurs, strategy)) {
    return static_cast<std::size_t>(known - kOurs.data());
  }
  if (const Known* known = find_in(kOthers, strategy)) {
    return kOurs.size() + 1 + static_cast<std::size_t>(known - kOthers.data());
  }
  return kOurs.size();
}

std::vector<std::string> standard_strategies() {
  std::vector<std::string> names;
  names.reserve(kOurs.size() + kOthers.size());
  for (const Known& known : kOurs) names.emplace_back(known.strategy);
  for (const Known& known : kOthers) {
    if (known.kind == python) names.emplace_back(known.strategy);
  }
  return names;
}

std::string strategy_action(std::string_view strategy) {
  if (const Known* known = find_known(strategy)) return std::string(known->action);
  return "load with " + std::string(strategy);
}

}  // namespace alertsage::reports
