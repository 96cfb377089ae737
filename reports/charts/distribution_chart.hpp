// How the samples of each row are distributed: a strip of ticks a row, in logarithmic time.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "reports/charts/chart.hpp"
#include "reports/charts/measurements.hpp"
#include "reports/charts/process_rows.hpp"

namespace alertsage::reports {

// At most this many ticks a row: where there are more samples, that many quantiles of equal weight
// stand for them, so that the drawing's size is bounded and its shape is kept.
inline constexpr std::size_t kMostTicks = 60;

std::vector<double> strip_samples(const std::vector<double>& samples);

// The rows `what` of `model`, by strategy and state. Nothing where there are none.
std::optional<Chart> distribution_chart(const Measurements& measurements, std::string_view what,
                                        std::string_view model);

// The commands of one state. Nothing where none has a sample.
std::optional<Chart> distribution_chart(const ProcessState& state);

}  // namespace alertsage::reports
