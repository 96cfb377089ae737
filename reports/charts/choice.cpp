#include "reports/charts/choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/charts/strategy_style.hpp"
#include "reports/charts/words.hpp"

namespace alertsage::reports {
namespace {

constexpr std::string_view kReference = "joblib";  // what people come from

}  // namespace

bool intervals_overlap(const Candidate& a, const Candidate& b) {
  if (!a.interval || !b.interval) return true;
  return a.interval->low <= b.interval->high && b.interval->low <= a.interval->high;
}

bool within_a_tenth(const Candidate& a, const Candidate& b) {
  return std::abs(a.cost - b.cost) <= 0.1 * std::max(a.cost, b.cost);
}

const Candidate* Choice::contrast() const {
  if (leaders == ranked.size()) return nullptr;
  for (std::size_t i = leaders; i < ranked.size(); ++i) {
    if (ranked[i].strategy == kReference) return &ranked[i];
  }
  return &ranked.back();
}

std::string Choice::leader_names() const {
  std::string names;
  for (std::size_t i = 0; i < leaders; ++i) {
    if (i > 0) names += i + 1 == leaders ? " or " : ", ";
    names += ranked[i].label;
  }
  return names;
}

std::string leaders_with_figures(const Choice& choice) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < choice.leaders; ++i) {
    parts.push_back(fmt::format("{} with {}", choice.ranked[i].text, choice.ranked[i].label));
  }
  return enumeration(parts);
}

std::optional<Choice> choose(std::vector<Candidate> candidates, const Tied& tied) {
  if (candidates.empty()) return std::nullopt;
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
  Choice choice{.ranked = std::move(candidates)};
  // A wide interval far up the list may reach down to the first as well.
  const auto first_apart =
      std::stable_partition(choice.ranked.begin() + 1, choice.ranked.end(),
                            [&](const Candidate& other) { return tied(choice.best(), other); });
  choice.leaders = static_cast<std::size_t>(first_apart - choice.ranked.begin());
  return choice;
}

std::vector<Candidate> candidates_by(
    const Measurements& measurements, std::string_view model,
    const std::function<const Measured*(const std::string& strategy)>& measured) {
  std::vector<Candidate> candidates;
  for (const std::string& strategy : measurements.strategies(model)) {
    const StrategyStyle style = strategy_style(strategy);
    const Measured* found = measured(strategy);
    if (style.kind != StrategyKind::ours || !drawable(found)) continue;
    candidates.push_back({strategy, style.label, found->median, found->text(), found->interval});
  }
  return candidates;
}

}  // namespace alertsage::reports
