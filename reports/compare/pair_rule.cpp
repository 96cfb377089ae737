#include "reports/compare/pair_rule.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cassert>
#include <cmath>

namespace alertsage::reports {
namespace {

// Each side of an interval that holds at all looks with 95 %.
constexpr double kIntervalAlpha = 0.025;

// A change of the stated size is found in a batch with this chance, and with its square in two.
constexpr double kFoundInBatch = 0.98;

// With so much confidence a quantile of the pairs is not further out than it is taken to be.
constexpr double kQuantileConfidence = 0.8;

// The largest x in [0, 1] for which `holds`, which is true at 0 and false from some point on.
template <typename Predicate>
double largest(Predicate holds) {
  double yes = 0;
  double no = 1;
  for (int step = 0; step < 40; ++step) {
    const double middle = (yes + no) / 2;
    (holds(middle) ? yes : no) = middle;
  }
  return yes;
}

// How many of n pairs may lie below a point, each with what chance, for the median to lie above it.
double share_below_median(std::size_t pairs) {
  const auto most_below = static_cast<double>((pairs - 1) / 2);
  return largest([&](double share) {
    const boost::math::binomial below(static_cast<double>(pairs), share);
    return boost::math::cdf(below, most_below) >= kFoundInBatch;
  });
}

// The smallest value but so many, below which less than `share` of the population lies with
// kQuantileConfidence; the smallest of all where the sample is too small for that.
double low_quantile(std::span<const double> sorted, double share) {
  const boost::math::binomial below(static_cast<double>(sorted.size()), share);
  std::size_t rank = 0;
  while (rank + 1 < sorted.size() &&
         boost::math::cdf(below, static_cast<double>(rank + 1)) <= 1 - kQuantileConfidence) {
    ++rank;
  }
  return sorted[rank];
}

double median_of(std::span<const double> sorted) {
  const std::size_t middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

struct Bounds {
  double low;
  double high;
};

std::optional<Bounds> bounds_of_rank(std::span<const double> sorted, std::size_t rank) {
  if (rank == 0) return std::nullopt;
  return Bounds{sorted[rank - 1], sorted[sorted.size() - rank]};
}

}  // namespace

std::vector<std::size_t> pair_looks(std::size_t most) {
  assert(most >= kFewestPairs && most % 2 == 0);
  std::vector<std::size_t> looks;
  for (std::size_t pairs = kFewestPairs; pairs + pairs / 6 < most; pairs += pairs / 6 * 2) {
    looks.push_back(pairs);
  }
  looks.push_back(most);
  return looks;
}

PairRule::PairRule(const PairRuleOptions& options) {
  const std::vector<std::size_t> pairs = pair_looks(options.most);
  const std::vector<SignLook> call = sequential_sign_test(options.alpha, pairs);
  const std::vector<SignLook> pass = sequential_sign_test(options.miss, pairs);
  const std::vector<SignLook> interval = sequential_sign_test(kIntervalAlpha, pairs);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::span<const SignLook> until(call.data(), i + 1);
    const double share_below =
        largest([&](double share) { return rejection_chance(until, 1 - share) >= kFoundInBatch; });
    looks_.push_back({.pairs = pairs[i],
                      .call_rank = call[i].rank(),
                      .pass_rank = pass[i].rank(),
                      .interval_rank = interval[i].rank(),
                      .share_below = share_below,
                      .share_below_limit = share_below_median(pairs[i])});
  }
}

std::optional<std::size_t> PairRule::next_look(std::size_t pairs) const {
  const auto next = std::find_if(looks_.begin(), looks_.end(),
                                 [&](const Look& look) { return look.pairs > pairs; });
  if (next == looks_.end()) return std::nullopt;
  return next->pairs;
}

bool PairRule::can_call() const {
  return std::any_of(looks_.begin(), looks_.end(),
                     [](const Look& look) { return look.call_rank > 0; });
}

std::optional<double> PairRule::smallest_visible(const Look& plan, std::span<const double> sorted,
                                                 double limit) const {
  if (plan.share_below <= 0) return std::nullopt;
  const double middle = median_of(sorted);
  const double by_bounds = middle - low_quantile(sorted, plan.share_below);
  const double by_median =
      std::log1p(limit) + middle - low_quantile(sorted, plan.share_below_limit);
  return std::exp(std::max(by_bounds, by_median));
}

PairFinding PairRule::judge_look(const Look& look, std::span<const double> log_ratios,
                                 double limit) const {
  std::vector<double> sorted(log_ratios.begin(), log_ratios.end());
  std::sort(sorted.begin(), sorted.end());
  const double middle = median_of(sorted);
  const double slow = std::log1p(limit);
  const auto call = bounds_of_rank(sorted, look.call_rank);
  const auto pass = bounds_of_rank(sorted, look.pass_rank);

  PairFinding finding{.pairs = look.pairs, .ratio = Ratio{.estimate = std::exp(middle)}};
  if (call && call->low > 0 && middle >= slow) {
    finding.change = Change::slower;
  } else if (call && call->high < 0 && middle <= -slow) {
    finding.change = Change::faster;
  } else if (pass && pass->low > -slow && pass->high < slow) {
    finding.change = Change::same;
  } else if (pass && pass->high < slow) {
    finding.change = Change::not_slower;
  }
  const bool decided =
      finding.change != Change::cannot_tell && finding.change != Change::not_slower;
  finding.open = !decided && look.pairs < looks_.back().pairs;
  if (const auto shown = bounds_of_rank(sorted, look.interval_rank)) {
    finding.ratio->interval = Interval{std::exp(shown->low), std::exp(shown->high),
                                       coverage_of_rank(look.interval_rank, sorted.size())};
  }
  if (call) finding.bound = std::exp(call->low);
  finding.smallest_visible = smallest_visible(decided ? looks_.back() : look, sorted, limit);
  return finding;
}

PairFinding PairRule::judge(std::span<const double> log_ratios, double limit) const {
  assert(limit > 0);
  PairFinding finding;
  for (const Look& look : looks_) {
    if (log_ratios.size() < look.pairs) break;
    finding = judge_look(look, log_ratios.first(look.pairs), limit);
    if (!finding.open) break;
  }
  return finding;
}

}  // namespace alertsage::reports
