// From a series, one value a load, to a verdict: does repeated loading leak?
//
// A small p for "it rises" is not a leak. On series that do not leak, a plain Mann-Kendall test at
// 5 % cries leak in 94-98 % of those with one step, in all of those with a warm-up, and in a
// quarter of those that wander (AR(1), 0.8). What a leak is, and these are not: it goes on, at the
// same rate, for as long as one looks. So the rule leaves out a start-up (change_point.hpp), widens
// everything where points hang together (autocorrelation.hpp), wants the slope's whole interval
// above a floor, and wants both halves to rise, the second as fast as the first.
//
// Series that have no noise (open descriptors, mappings, threads, counted bytes) need no
// statistics: they either rise load after load or they do not.
//
// The price of that caution is stated with every verdict: the smallest leak that would have been
// found.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "reports/stats/sample.hpp"
#include "reports/stats/trend.hpp"

namespace alertsage::reports {

// From good to bad. `allocator_retention` is of a section, never of one series: see
// leak_section.hpp.
enum class LeakVerdict { clean, allocator_retention, decelerating, cannot_tell, leak };

enum class LeakMetricKind {
  counter,  // exact: descriptors, mappings, threads, counted allocations
  noisy,    // bytes as the kernel or the allocator accounts for them
};

// As documents write them: "leak", "cannot_tell", "allocator_retention"; "counter", "noisy". The
// way back throws Error (unsupported) for other names: a later version may know more.
std::string_view name_of(LeakVerdict verdict) noexcept;
std::string_view name_of(LeakMetricKind kind) noexcept;
LeakVerdict leak_verdict_named(std::string_view name);
LeakMetricKind leak_metric_kind_named(std::string_view name);

// The worse of two.
LeakVerdict worse(LeakVerdict a, LeakVerdict b) noexcept;

struct LeakRule {
  // What is judged. All in units of the series per load.
  LeakMetricKind kind = LeakMetricKind::noisy;
  double limit = 1024;    // clean means: the upper bound of the growth is below this
  double floor = 0;       // leak means: the lower bound of the growth is above this
  double resolution = 1;  // the smallest step that the series can make: 4096 for resident bytes

  // How. A longer warm-up tolerates slower starts and leaves fewer points to judge. The confidence
  // is that of the slope's interval; each half's trend is held to a p of its complement.
  double warm_up = 0.25;  // the least part left out at the start, rounded up; at most half is
  double confidence = 0.99;
};

struct LeakFinding {
  LeakVerdict verdict = LeakVerdict::cannot_tell;
  std::size_t judged_loads = 0;         // points after the warm-up
  bool by_integer_rule = false;         // a counter that is constant, or rises load after load
  std::optional<double> p_rising = {};  // of Mann and Kendall's test
  std::optional<double> growth = {};    // Theil-Sen slope, per load

  // The slope's interval; its upper end not below one step over all judged loads, which is growth
  // that a series in whole steps cannot show, nor below what a counter that never falls has grown.
  std::optional<Interval> growth_bounds = {};

  // Steady growth of this size, per load, is called a leak in nine of ten runs or more, if
  // the noise is normal, as large as in this series, and hangs together as much.
  std::optional<double> smallest_leak = {};

  std::size_t warm_up_loads = 0;            // points left out at the start
  std::optional<double> halves_ratio = {};  // the second half's slope / the first's
  std::string reason = {};                  // of the verdict, in words and figures
};

// The verdict on a series of one value a load, from the first load on.
//   counter: `leak` where it never falls, rises in nine of ten steps, has not stopped at its end,
//     and its second half is no slower; or where it never falls, rises in 85 of 100 steps, or
//     in fewer of 120, and as fast in the second half; `clean` where it is constant; anything else
//     is judged as noisy, but one that never falls is no leak by its trend, and not clean where it
//     certainly grows. Ten loads in all are too few to see a cache slow down that loses less than
//     half of its rate in them.
//   noisy: `leak` where the slope's whole interval, which is Mann and Kendall's test turned
//     round, is above the floor, and both halves rise significantly, the second no slower than the
//     first; else `clean` where the growth's upper bound is below the limit; else `decelerating`
//     where it rises, and its second half at less than 0.8 of the first's rate, or has stopped;
//     else `cannot_tell`. Where noise alone may make the halves differ so, only a rate below 0.5 of
//     the first's is slower.
// `cannot_tell` with fewer than ten points after the warm-up, or seven of a counter. The slope's
// interval and the smallest leak hold for noise that is independent, and from fifty loads on for
// AR(1) up to 0.8; with twenty loads of that, the interval of 99 % encloses the truth in 94 %.
// O(n^2).
// REQUIRES: 0 <= warm_up < 1, 0 < confidence < 1, limit > 0, floor >= 0, resolution >= 0.
LeakFinding judge_leak(const Sample& series, const LeakRule& rule = {});

}  // namespace alertsage::reports
