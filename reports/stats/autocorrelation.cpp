#include "reports/stats/autocorrelation.hpp"

#include <algorithm>
#include <cmath>

namespace alertsage::reports {
namespace {

// Found by simulation: with these, intervals of AR(1) series of 37 points cover as often as they
// say, at 0, 0.5 and 0.8.
//
// A correlation counts from this many of its standard errors above 0 on. Independent points reach
// that by chance in one series of five.
constexpr double kBeyondChance = 0.84;
// It is then taken to be this many standard errors larger than estimated, and that of another
// series of the same kind to be at most this many larger.
constexpr double kMargin = 1.8;
constexpr double kMostMargin = 2.8;
constexpr double kMost = 0.95;  // and neither is taken to be larger than this

// A line that is fitted to fewer points follows them so closely that what is left shows nothing.
constexpr std::size_t kFewestOnALine = 6;

}  // namespace

std::vector<double> residuals_of(std::span<const double> values, double slope) {
  std::vector<double> residuals(values.size());
  double mean = 0;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    residuals[i] = values[i] - slope * static_cast<double>(i);
    mean += residuals[i] / static_cast<double>(residuals.size());
  }
  for (double& residual : residuals) residual -= mean;
  return residuals;
}

double neighbour_correlation(std::span<const double> residuals, std::size_t points_a_line) {
  if (points_a_line < kFewestOnALine) return 0;
  double squares = 0;
  double products = 0;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    squares += residuals[i] * residuals[i];
    if (i > 0) products += residuals[i] * residuals[i - 1];
  }
  if (squares == 0) return 0;
  const auto n = static_cast<double>(points_a_line);
  return std::clamp((n * products / squares + 2) / (n - 4), -1.0, 1.0);
}

VarianceInflation variance_inflation(std::span<const double> residuals, std::size_t points_a_line) {
  if (points_a_line < kFewestOnALine) return {};
  const double estimate = neighbour_correlation(residuals, points_a_line);
  const auto line = static_cast<double>(points_a_line);
  const double error = line / (line - 4) *
                       std::sqrt((1 - estimate * estimate) / static_cast<double>(residuals.size()));
  const auto inflation = [&](double errors) {
    const double r = std::clamp(estimate + errors * error, 0.0, kMost);
    return (1 + r) / (1 - r);
  };
  const bool by_chance = estimate < kBeyondChance * error;
  return {.taken = by_chance ? 1 : inflation(kMargin), .at_most = inflation(kMostMargin)};
}

bool all_but_never_falls(std::span<const double> values) {
  double rises = 0;
  double falls = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    rises += std::max(values[i] - values[i - 1], 0.0);
    falls += std::max(values[i - 1] - values[i], 0.0);
  }
  return falls <= rises / 10;
}

}  // namespace alertsage::reports
