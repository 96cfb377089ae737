#include "reports/judge/control.hpp"

#include <cmath>
#include <span>
#include <vector>

#include "reports/judge/pairing.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr double kConfidence = 0.99;

std::optional<double> drift_of(std::span<const double> times) {
  const std::size_t third = times.size() / 3;
  const auto first = Sample::make(times.first(third));
  const auto last = Sample::make(times.last(third));
  if (!first || !last || !(first->median() > 0)) return std::nullopt;
  return last->median() / first->median();
}

}  // namespace

std::optional<ControlComparison> compare_control(const Document& base, const Document& contender) {
  const Series* before = find_series(base, kControlRow);
  const Series* after = find_series(contender, kControlRow);
  if (before == nullptr || after == nullptr) return std::nullopt;
  const PairedBatches batches = pairs_of_blocks(*before, *after, metric_named(kRealTime));
  std::vector<double> beside_base;
  std::vector<double> beside_new;
  std::vector<double> over_the_run;
  for (const auto* batch : {&batches.first, &batches.second}) {
    for (const Pair& pair : *batch) {
      beside_base.push_back(pair.base);
      beside_new.push_back(pair.contender);
      over_the_run.push_back(std::sqrt(pair.base * pair.contender));
    }
  }
  if (beside_base.empty()) return std::nullopt;
  return ControlComparison{.pairs = beside_base.size(),
                           .sides = paired_ratio(beside_base, beside_new, kConfidence),
                           .drift = drift_of(over_the_run)};
}

bool is_contaminated(const ControlComparison& control) {
  if (!control.sides || !control.sides->interval) return false;
  const bool by_chance = control.sides->interval->low <= 1 && control.sides->interval->high >= 1;
  return !by_chance && std::abs(std::log(control.sides->estimate)) > std::log1p(kMostControlDrift);
}

}  // namespace alertsage::reports
