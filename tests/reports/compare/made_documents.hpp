// Result documents with known truth.
#pragma once

#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "reports/results/document.hpp"

namespace alertsage::reports {

inline Series made_series(std::string name, const std::vector<double>& times_ns) {
  Series series{.name = name, .run_name = name + "/iterations:1/manual_time"};
  for (const double time : times_ns) series.rows.push_back({.real_time_ns = time});
  return series;
}

// `count` times that differ a little and whose median is `median_ns`.
inline std::vector<double> steady(double median_ns, std::size_t count = 31) {
  std::vector<double> times;
  for (std::size_t i = 0; i < count; ++i) {
    const double place = static_cast<double>(i) - static_cast<double>(count - 1) / 2;
    times.push_back(median_ns * (1 + 0.001 * place));
  }
  return times;
}

inline std::vector<double> noisy(std::mt19937_64& random, double median_ns, double deviation,
                                 std::size_t count) {
  std::lognormal_distribution<double> distribution(std::log(median_ns), deviation);
  std::vector<double> times(count);
  for (double& time : times) time = distribution(random);
  return times;
}

inline Document made_document(std::vector<Series> series) {
  Document document;
  document.sources = {"made.json"};
  document.series = std::move(series);
  return document;
}

}  // namespace alertsage::reports
