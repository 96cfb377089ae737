#include "reports/stats/leak_rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cassert>
#include <cmath>
#include <string>
#include <utility>

#include "core/base/names.hpp"
#include "reports/stats/change_point.hpp"
#include "reports/stats/leak_evidence.hpp"

namespace alertsage::reports {
namespace {

// Each half has to rise by its own evidence. Four points in rising order are no evidence, since
// chance puts one in 24 so; five are (one in 120).
constexpr std::size_t kFewestPoints = 10;
// A counter that rises after each load is judged by its steps, without halves. Ten loads in all
// leave seven values after the warm-up, which are six steps.
constexpr std::size_t kFewestCounted = 7;

// The second half's slope / the first's. True leaks have 1, caches whose keys come at random 0.35
// to 0.7. Where the noise is so large that either may come out as the other, a leak is not called
// slower before its halves differ beyond chance, or by far.
constexpr double kAsFast = 0.8;
constexpr double kAsFastAtLeast = 0.5;

// A counter that rises in some loads only is a leak after so many loads at the earliest, and with
// so many rises in each half.
constexpr std::size_t kFewestOfRareRises = 120;
constexpr std::size_t kFewestRises = 6;

// A factor of smallest_leak_seen(): with it, a leak of that size is found in 95 of 100 series that
// wander on average, and in 90 of the kind where it is found least.
constexpr double kCompared = 1.15;

constexpr NameTable<LeakVerdict, 5> kVerdictNames = {
    {{{LeakVerdict::clean, "clean"},
      {LeakVerdict::allocator_retention, "allocator_retention"},
      {LeakVerdict::decelerating, "decelerating"},
      {LeakVerdict::cannot_tell, "cannot_tell"},
      {LeakVerdict::leak, "leak"}}}};
constexpr NameTable<LeakMetricKind, 2> kKindNames = {
    {{{LeakMetricKind::counter, "counter"}, {LeakMetricKind::noisy, "noisy"}}}};

// Three digits, and whole where that is more: what a reader compares, not what was computed.
std::string plain(double value) {
  if (std::abs(value) >= 1e4) return fmt::format("{:.2g}", value);
  return std::abs(value) >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

struct Decision {
  LeakVerdict verdict;
  std::string reason;
};

// What the series allows for. One that stands still says no more than that its growth has not yet
// filled one step: in 37 loads on the same page, resident bytes may have grown by almost 4096 B.
// And a counter that never falls has grown by what it shows, however seldom it rose: the slope of
// most pairs of a megabyte in each tenth load is 0.
Interval growth_allowed(const Interval& slope, const Sample& judged, bool only_rises,
                        const LeakRule& rule) {
  const auto values = judged.values();
  const double shown = only_rises ? values.back() - values.front() : 0;
  const double most = (shown + rule.resolution) / static_cast<double>(values.size() - 1);
  return {slope.low, std::max(slope.high, most), slope.coverage};
}

// The most that the second half's slope may be of the first's: halves hold whole steps, and which
// of them gets one more is chance. Nothing to compare with: as fast.
double ratio_at_most(const Evidence& evidence, std::size_t points, const LeakRule& rule) {
  if (evidence.first.slope <= 0) return 1;
  const std::size_t half = points / 2;
  const double one_step = rule.resolution / static_cast<double>(half);
  return (evidence.second.slope + one_step) / evidence.first.slope;
}

// What the judged loads show, worked out once for all that decides by it.
struct Shown {
  Steps steps;
  Evidence evidence;
  double ratio_at_most;  // of the halves' slopes
  bool grows;            // the whole interval of the slope lies above the floor

  bool is_slower(bool beyond_chance) const {
    return ratio_at_most < kAsFastAtLeast || (ratio_at_most < kAsFast && beyond_chance);
  }
};

Shown shown_by(const Sample& judged, const LeakRule& rule) {
  Shown shown{.steps = steps_of(judged.values()),
              .evidence = evidence_of(judged, rule.confidence),
              .ratio_at_most = 1,
              .grows = false};
  shown.ratio_at_most = ratio_at_most(shown.evidence, judged.size(), rule);
  const auto& interval = shown.evidence.slope.interval;
  shown.grows = interval && interval->low > rule.floor;
  return shown;
}

// What a counter shows without statistics. One that falls is left to them: a sawtooth rises in nine
// of ten steps too, and goes nowhere. So is one whose steps get smaller: a cache rises in each load
// until it is full. Whether they do is asked of the steps, since a sum of sizes that vary wanders
// off its line by more than the slopes' errors know.
std::optional<Decision> decide_by_integers(const Sample& judged, const Shown& shown,
                                           const LeakRule& rule) {
  const Steps& steps = shown.steps;
  if (steps.falls > 0) return std::nullopt;
  if (steps.rises == 0) return Decision{LeakVerdict::clean, "constant"};
  if (10 * steps.rises < 9 * steps.count || steps.has_stopped()) return std::nullopt;
  const bool shrink = p_shrinking(judged.values()) <= (1 - rule.confidence) / 2;
  if (shown.is_slower(shrink)) return std::nullopt;
  return Decision{LeakVerdict::leak,
                  fmt::format("rose in {} of {} cycles", steps.rises, steps.count)};
}

// A counter that never falls, and rises in fewer than nine of ten loads. Its trend is significant
// whatever it is, since it goes up alone: what counts is whether its rises go on at one rate. Those
// in most loads show it at once; others after so many loads that a cache whose keys are drawn at
// random has slowed down.
bool goes_on_rising(const Sample& judged, const Steps& steps) {
  const auto values = judged.values();
  const std::size_t half = values.size() / 2;
  const bool in_most = 100 * steps.rises >= 85 * steps.count;
  if ((!in_most && values.size() < kFewestOfRareRises) || steps.has_stopped()) return false;
  const double first_growth = values[half] - values.front();
  const double second_growth = values.back() - values[half];
  return steps_of(values.first(half + 1)).rises >= kFewestRises &&
         steps_of(values.subspan(half)).rises >= kFewestRises &&
         second_growth >= kAsFast * first_growth;
}

// REQUIRES: the finding has its figures.
Decision decide_by_trend(const Shown& shown, const LeakFinding& finding, const LeakRule& rule) {
  const Steps& steps = shown.steps;
  const Evidence& evidence = shown.evidence;
  const double p_of_a_half = 1 - rule.confidence;
  const bool first_rises = evidence.first.p_rising <= p_of_a_half && evidence.first.slope > 0;
  const bool second_rises = evidence.second.p_rising <= p_of_a_half;
  const double ratio = finding.halves_ratio.value_or(0);
  const bool slower = shown.is_slower(evidence.slows());

  if (shown.grows && first_rises && second_rises && !slower && !steps.has_stopped()) {
    return {LeakVerdict::leak,
            fmt::format("both halves rise, by {} and {} a cycle", plain(evidence.first.slope),
                        plain(evidence.second.slope))};
  }
  const double most = finding.growth_bounds->high;
  if (most < rule.limit) {
    if (steps.rises + steps.falls == 0) return {LeakVerdict::clean, "constant"};
    return {LeakVerdict::clean, fmt::format("grows by at most {} a cycle", plain(most))};
  }
  if (shown.grows && steps.has_stopped()) {
    return {LeakVerdict::decelerating,
            fmt::format("rose, but not in the last {} cycles", steps.still_at_end)};
  }
  if (shown.grows && first_rises && slower) {
    return {LeakVerdict::decelerating,
            fmt::format("rises, but in its second half at {:.2f} of the first's rate", ratio)};
  }
  if (shown.grows) {
    return {LeakVerdict::cannot_tell,
            fmt::format("rises, but not in its {} half alone", first_rises ? "second" : "first")};
  }
  return {LeakVerdict::cannot_tell,
          fmt::format("the noise leaves room for up to {} a cycle", plain(most))};
}

// What the trend says of a counter that never falls, once its rises are looked at.
Decision decide_by_rises(Decision by_trend, const Sample& judged, const Shown& shown) {
  const Steps& steps = shown.steps;
  const std::string rises =
      fmt::format("rose in {} of {} cycles, and never fell", steps.rises, steps.count);
  if (goes_on_rising(judged, steps)) return {LeakVerdict::leak, rises};
  const bool is_certain = shown.grows && !shown.is_slower(true) && !steps.has_stopped();
  const bool more_would_tell = by_trend.verdict == LeakVerdict::leak ||
                               (by_trend.verdict == LeakVerdict::clean && is_certain);
  if (!more_would_tell) return by_trend;
  return {LeakVerdict::cannot_tell, rises + ": more cycles would tell"};
}

// What the rule asks of a true leak, in terms of s, the error of the slope. A half's slope has
// 2^1.5 times that error. For each to stand out at p = 1 - confidence in 97.5 of 100 runs, so both
// in 95: at 99 %, (2.33 + 1.96) 2^1.5 s = 12.1 s. Comparing the halves costs more; few points,
// whose ranks say less, cost a factor; so do points that hang together, since how much they do is
// an estimate. All found by simulation with normal noise, where nine of ten runs find it at least.
//
// Without noise the resolution decides: a half convinces once it holds two whole steps.
double smallest_leak_seen(const Evidence& evidence, std::size_t points, const LeakRule& rule) {
  const auto z = [](double p) { return boost::math::quantile(boost::math::normal(), p); };
  const auto n = static_cast<double>(points);
  const double few_points = 1 + 200 / (n * n);
  const double next_time = std::sqrt(evidence.inflation.at_most / evidence.inflation.taken);
  const double noise = kCompared * next_time * std::sqrt(8.0) * (z(rule.confidence) + z(0.975)) *
                       evidence.whole.error;
  return few_points * std::max(rule.floor + noise, 4.5 * rule.resolution / n);
}

std::size_t warm_up_of(const Sample& series, const LeakRule& rule) {
  const std::size_t loads = series.size();
  const auto least = static_cast<std::size_t>(std::ceil(rule.warm_up * static_cast<double>(loads)));
  if (least >= loads) return loads;
  return start_up_end(series.values(), {least, std::max(least, loads / 2)}, rule.resolution);
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
  const bool counted = rule.kind == LeakMetricKind::counter;
  LeakFinding finding{.warm_up_loads = warm_up_of(series, rule)};
  finding.judged_loads = series.size() - finding.warm_up_loads;
  finding.reason = fmt::format("too few cycles: {} after the warm-up", finding.judged_loads);
  if (finding.judged_loads < (counted ? kFewestCounted : kFewestPoints)) return finding;

  const Sample judged = *Sample::make(series.values().subspan(finding.warm_up_loads));
  const Shown shown = shown_by(judged, rule);
  const Evidence& evidence = shown.evidence;
  const auto exact = counted ? decide_by_integers(judged, shown, rule) : std::nullopt;
  if (!evidence.slope.interval) return finding;  // a confidence that so few points cannot give
  if (!exact && finding.judged_loads < kFewestPoints) return finding;

  finding.p_rising = evidence.whole.p_rising;
  finding.growth = evidence.slope.per_step;
  const bool only_rises = counted && shown.steps.falls == 0 && shown.steps.rises > 0;
  finding.growth_bounds = growth_allowed(*evidence.slope.interval, judged, only_rises, rule);
  finding.smallest_leak = smallest_leak_seen(evidence, judged.size(), rule);
  if (evidence.first.slope > 0) finding.halves_ratio = evidence.second.slope / evidence.first.slope;
  if (exact) finding.smallest_leak = std::min(*finding.smallest_leak, rule.resolution);

  finding.by_integer_rule = exact.has_value();
  Decision decision = exact ? *exact : decide_by_trend(shown, finding, rule);
  if (only_rises && !exact) decision = decide_by_rises(std::move(decision), judged, shown);
  finding.verdict = decision.verdict;
  finding.reason = std::move(decision.reason);
  return finding;
}

}  // namespace alertsage::reports
