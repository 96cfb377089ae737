#include "reports/stats/ratio.hpp"

#include <cmath>

namespace alertsage::reports {

std::optional<std::vector<double>> log_ratios(std::span<const double> base,
                                              std::span<const double> contender) {
  if (base.size() != contender.size()) return std::nullopt;
  std::vector<double> logs;
  logs.reserve(base.size());
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (!(base[i] > 0) || !(contender[i] > 0)) return std::nullopt;
    logs.push_back(std::log(contender[i] / base[i]));
  }
  return logs;
}

std::optional<Ratio> paired_ratio(std::span<const double> base, std::span<const double> contender,
                                  double confidence) {
  const std::optional<std::vector<double>> logs = log_ratios(base, contender);
  if (!logs) return std::nullopt;
  const std::optional<Sample> sample = Sample::make(*logs);
  if (!sample) return std::nullopt;

  Ratio ratio{.estimate = std::exp(sample->median()), .interval = {}};
  if (const auto interval = median_interval(*sample, confidence)) {
    ratio.interval = {std::exp(interval->low), std::exp(interval->high), interval->coverage};
  }
  return ratio;
}

std::optional<Ratio> unpaired_ratio(const Sample& base, const Sample& contender,
                                    double confidence) {
  if (!(base.min() > 0) || !(contender.min() > 0)) return std::nullopt;
  Ratio ratio{.estimate = contender.median() / base.median(), .interval = {}};
  const double each = 1 - (1 - confidence) / 2;
  const auto below = median_interval(base, each);
  const auto above = median_interval(contender, each);
  if (below && above) {
    ratio.interval = {above->low / below->high, above->high / below->low,
                      1 - (1 - below->coverage) - (1 - above->coverage)};
  }
  return ratio;
}

}  // namespace alertsage::reports
