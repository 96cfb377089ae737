// The samples of one measurement: what every statistic in this folder is computed from.
//
// A Sample cannot be made from fewer than two points, or from one that is not finite. So statistics
// have no error path, and a row whose figures are unusable is refused once, where it is read.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "reports/stats/median.hpp"

namespace alertsage::reports {

class Sample {
 public:
  // Nothing where there are fewer than two values or one of them is NaN or infinite. O(n log n).
  static std::optional<Sample> make(std::span<const double> values);

  std::size_t size() const noexcept { return values_.size(); }
  std::span<const double> values() const noexcept { return values_; }  // as they were measured
  std::span<const double> sorted() const noexcept { return sorted_; }  // ascending

  double min() const noexcept { return sorted_.front(); }
  double max() const noexcept { return sorted_.back(); }

  double median() const noexcept { return median_of_sorted(sorted_); }

  // Definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages" (The American
  // Statistician 50, 1996): linear between order statistics, at position 1 + p (n - 1). It is the
  // default of R and of NumPy. REQUIRES: 0 <= probability <= 1.
  double quantile(double probability) const noexcept;

 private:
  explicit Sample(std::span<const double> values);

  std::vector<double> values_;
  std::vector<double> sorted_;
};

}  // namespace alertsage::reports
