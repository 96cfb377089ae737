#include "reports/stats/leak_rule.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cassert>
#include <cmath>
#include <span>

#include "core/base/names.hpp"

namespace alertsage::reports {
namespace {

// Halves of five: no order of four points is rare enough to convince (1 of 24).
constexpr std::size_t kFewestPoints = 10;

constexpr NameTable<LeakVerdict, 5> kVerdictNames = {
    {{{LeakVerdict::clean, "clean"},
      {LeakVerdict::allocator_retention, "allocator_retention"},
      {LeakVerdict::decelerating, "decelerating"},
      {LeakVerdict::cannot_tell, "cannot_tell"},
      {LeakVerdict::leak, "leak"}}}};
constexpr NameTable<LeakMetricKind, 2> kKindNames = {
    {{{LeakMetricKind::counter, "counter"}, {LeakMetricKind::noisy, "noisy"}}}};

struct Steps {
  std::size_t rises = 0;
  std::size_t falls = 0;
  std::size_t count = 0;
};

Steps steps_of(std::span<const double> values) {
  Steps steps{.count = values.size() - 1};
  for (std::size_t i = 1; i < values.size(); ++i) {
    steps.rises += values[i] > values[i - 1];
    steps.falls += values[i] < values[i - 1];
  }
  return steps;
}

// What a counter shows without statistics. One that falls is left to them: a sawtooth rises in nine
// of ten steps too, and goes nowhere.
std::optional<LeakVerdict> integer_verdict(std::span<const double> values) {
  const Steps steps = steps_of(values);
  if (steps.falls > 0) return std::nullopt;
  if (steps.rises == 0) return LeakVerdict::clean;
  if (10 * steps.rises >= 9 * steps.count) return LeakVerdict::leak;
  return std::nullopt;
}

// Growth that has not slowed down: what tells a leak from a start that outlasts the warm-up, from
// one late step, and from a cache that fills. Each half has to rise by its own evidence: a step
// leaves one half flat, and half of all flat halves rise a little.
bool goes_on(const Sample& series, double p_of_a_half) {
  const std::size_t half = series.size() / 2;
  const Sample first = *Sample::make(series.values().first(half));
  const Sample second = *Sample::make(series.values().subspan(half));
  return mann_kendall(first).p_rising <= p_of_a_half &&
         mann_kendall(second).p_rising <= p_of_a_half &&
         median_slope(second) >= median_slope(first) / 2;
}

// What the series allows for. One that stands still says no more than that its growth has not yet
// filled one step: in 37 loads on the same page, resident bytes may have grown by almost 4096 B.
Interval growth_allowed(const Interval& slope, std::size_t points, const LeakRule& rule) {
  const double unseen = rule.resolution / static_cast<double>(points - 1);
  return {slope.low, std::max(slope.high, unseen), slope.coverage};
}

// REQUIRES: the finding has its figures.
LeakVerdict verdict_by_trend(const Sample& judged, const LeakFinding& finding,
                             const LeakRule& rule) {
  const bool rises =
      *finding.p_rising <= (1 - rule.confidence) / 2 && finding.growth_bounds->low > rule.floor;
  if (rises && goes_on(judged, 1 - rule.confidence)) return LeakVerdict::leak;
  return finding.growth_bounds->high < rule.limit ? LeakVerdict::clean : LeakVerdict::cannot_tell;
}

// What the rule asks of a true leak, in terms of s, the error of the slope. A half's slope has
// 2^1.5 times that error, and each half has to stand out at p = 1 - confidence in 97.5 of 100 runs:
// at 99 %, (2.33 + 1.96) 2^1.5 s = 12.1 s. Comparing the halves costs 7 % more; few points, whose
// ranks say less, cost a factor. Both were found by simulation with normal noise.
//
// Without noise the resolution decides: a half convinces once it holds two whole steps.
double smallest_leak_seen(const Interval& bounds, std::size_t points, const LeakRule& rule) {
  const auto z = [](double p) { return boost::math::quantile(boost::math::normal(), p); };
  const auto n = static_cast<double>(points);
  const double few_points = 1 + 200 / (n * n);
  const double error = (bounds.high - bounds.low) / 2 / z((1 + rule.confidence) / 2);
  const double noise = 1.07 * std::sqrt(8.0) * (z(rule.confidence) + z(0.975)) * error;
  return few_points * std::max(rule.floor + noise, 4.5 * rule.resolution / n);
}

}  // namespace

std::string_view name_of(LeakVerdict verdict) noexcept {
  return kVerdictNames.name(verdict);
}
std::string_view name_of(LeakMetricKind kind) noexcept {
  return kKindNames.name(kind);
}
LeakVerdict leak_verdict_named(std::string_view name) {
  return kVerdictNames.value("leak verdict", name);
}
LeakMetricKind leak_metric_kind_named(std::string_view name) {
  return kKindNames.value("kind of leak metric", name);
}

LeakVerdict worse(LeakVerdict a, LeakVerdict b) noexcept {
  return std::max(a, b);
}

LeakFinding judge_leak(const Sample& series, const LeakRule& rule) {
  assert(rule.warm_up >= 0 && rule.warm_up < 1 && rule.limit > 0);
  const auto loads = static_cast<double>(series.size());
  const auto warm_up = static_cast<std::size_t>(std::ceil(rule.warm_up * loads));
  LeakFinding finding{.judged_loads = series.size() - std::min(warm_up, series.size())};
  if (finding.judged_loads < kFewestPoints) return finding;

  const Sample judged = *Sample::make(series.values().subspan(warm_up));
  const Slope slope = theil_sen(judged, rule.confidence);
  if (!slope.interval) return finding;  // a confidence that ten points cannot give
  finding.p_rising = mann_kendall(judged).p_rising;
  finding.growth = slope.per_step;
  finding.growth_bounds = growth_allowed(*slope.interval, judged.size(), rule);
  finding.smallest_leak = smallest_leak_seen(*slope.interval, judged.size(), rule);

  const auto exact =
      rule.kind == LeakMetricKind::counter ? integer_verdict(judged.values()) : std::nullopt;
  finding.by_integer_rule = exact.has_value();
  finding.verdict = exact ? *exact : verdict_by_trend(judged, finding, rule);
  return finding;
}

}  // namespace alertsage::reports
