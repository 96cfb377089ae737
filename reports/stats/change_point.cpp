#include "reports/stats/change_point.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace alertsage::reports {
namespace {

// A line goes through any two points, so fewer than three say nothing of how well it fits.
constexpr std::size_t kFewestOnALine = 3;

// Two lines must leave at most this part of one line's deviations. Two always fit better, and
// series that wander are fitted best; a start-up that is worth a cut is far beyond that.
constexpr double kUnexplainedPart = 0.5;

// What is cut lies off the rest's line by so many times what that line climbs. Growth that slows
// down exponentially is cut only where the rate falls to a fifth from one half to the next, and
// what is left then still falls by far.
constexpr double kTimesTheClimb = 2;

double median_of(std::vector<double>& scratch) {
  const auto middle = scratch.begin() + static_cast<std::ptrdiff_t>(scratch.size() / 2);
  std::nth_element(scratch.begin(), middle, scratch.end());
  if (scratch.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(scratch.begin(), middle)) / 2;
}

struct Line {
  double at_start;    // value at the first point
  double slope;       // per point
  double deviations;  // sum of the points' distances
};

// Through the medians of the outer thirds; the height is the median of what is left.
Line resistant_line(std::span<const double> values, std::vector<double>& scratch) {
  const std::size_t third = (values.size() + 1) / 3;
  const auto median = [&](std::span<const double> part) {
    scratch.assign(part.begin(), part.end());
    return median_of(scratch);
  };
  Line line{};
  line.slope = (median(values.last(third)) - median(values.first(third))) /
               static_cast<double>(values.size() - third);
  const auto residual = [&](std::size_t i) {
    return values[i] - line.slope * static_cast<double>(i);
  };
  scratch.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) scratch[i] = residual(i);
  line.at_start = median_of(scratch);
  for (std::size_t i = 0; i < values.size(); ++i) {
    line.deviations += std::abs(residual(i) - line.at_start);
  }
  return line;
}

}  // namespace

std::size_t start_up_end(std::span<const double> values, CutRange range, double resolution) {
  assert(range.first <= range.last && range.last <= values.size());
  const std::span<const double> rest = values.subspan(range.first);
  if (rest.size() < 2 * kFewestOnALine) return range.first;

  std::vector<double> scratch;
  // A line in whole steps is off by a quarter of a step on average.
  const double rounding = resolution / 4 * static_cast<double>(rest.size());
  double best = kUnexplainedPart * (resistant_line(rest, scratch).deviations + rounding);
  std::size_t end = range.first;
  const std::size_t last = std::min(range.last - range.first, rest.size() - kFewestOnALine);
  for (std::size_t cut = kFewestOnALine; cut <= last; ++cut) {
    const Line before = resistant_line(rest.first(cut), scratch);
    const Line after = resistant_line(rest.subspan(cut), scratch);
    const double unexplained = before.deviations + after.deviations + rounding;
    const double off = before.at_start - (after.at_start - after.slope * static_cast<double>(cut));
    const double climb = after.slope * static_cast<double>(rest.size() - cut);
    if (unexplained > best || std::abs(off) < kTimesTheClimb * std::abs(climb)) continue;
    if (unexplained == best && end != range.first) continue;  // of equals the earliest
    best = unexplained;
    end = range.first + cut;
  }
  return end;
}

}  // namespace alertsage::reports
