#include "reports/judge/pair_rule.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cassert>
#include <cmath>

#include "reports/stats/median.hpp"

namespace alertsage::reports {
namespace {

constexpr double kIntervalAlpha = (1 - kPairIntervalConfidence) / 2;

// A change of the stated size is found in a batch with this chance, and with its square in two.
constexpr double kFoundInBatch = 0.96;

// With so much confidence a quantile of the pairs is not further out than it is taken to be.
constexpr double kQuantileConfidence = 0.8;

// The share of pairs below 0 with which the looks still find a change; 0 where they never do.
double share_below_zero(std::span<const SignLook> looks) {
  const auto surplus = [&](double share) {
    return rejection_chance(looks, 1 - share) - kFoundInBatch;
  };
  if (surplus(0) <= 0) return 0;
  boost::uintmax_t evaluations = 50;
  return boost::math::tools::toms748_solve(
             surplus, 0.0, 1.0, boost::math::tools::eps_tolerance<double>(30), evaluations)
      .first;
}

// The share of pairs below a point with which the median of so many still lies above it.
double share_below_median(std::size_t pairs) {
  const std::size_t most_below = (pairs - 1) / 2;
  return boost::math::binomial::find_upper_bound_on_p(
      static_cast<double>(pairs), static_cast<double>(most_below), kFoundInBatch);
}

// The rank of the largest of so many pairs below which less than `share` of the population lies
// with kQuantileConfidence; 0 where they are too few to say so of any.
std::size_t low_rank(std::size_t pairs, double share) {
  const boost::math::binomial below(static_cast<double>(pairs), share);
  if (boost::math::cdf(below, 0) > 1 - kQuantileConfidence) return 0;
  return static_cast<std::size_t>(boost::math::quantile(below, 1 - kQuantileConfidence)) + 1;
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

bool can_call(double alpha, std::size_t most) {
  const std::vector<std::size_t> pairs = pair_looks(most);
  const std::vector<SignLook> call = sequential_sign_test(alpha, pairs);
  return std::any_of(call.begin(), call.end(),
                     [](const SignLook& look) { return look.rank() > 0; });
}

PairRule::PairRule(const PairRuleOptions& options) {
  const std::vector<std::size_t> pairs = pair_looks(options.most);
  const std::vector<SignLook> call = sequential_sign_test(options.alpha, pairs);
  const std::vector<SignLook> pass = sequential_sign_test(options.miss, pairs);
  const std::vector<SignLook> interval = sequential_sign_test(kIntervalAlpha, pairs);
  std::vector<double> shares;
  for (std::size_t end = 0; end < pairs.size(); ++end) {
    shares.push_back(share_below_zero(std::span(call).first(end + 1)));
  }
  const auto visible = [&](std::size_t of, std::size_t end) {
    return VisibleRanks{.by_bound = shares[end] > 0 ? low_rank(pairs[of], shares[end]) : 0,
                        .by_median = low_rank(pairs[of], share_below_median(pairs[end]))};
  };
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    looks_.push_back({.pairs = pairs[i],
                      .call_rank = call[i].rank(),
                      .pass_rank = pass[i].rank(),
                      .interval_rank = interval[i].rank(),
                      .visible_here = visible(i, i),
                      .visible_at_end = visible(i, pairs.size() - 1)});
  }
}

PairFinding PairRule::judge_look(const Look& look, std::span<const double> log_ratios,
                                 double limit) const {
  std::vector<double> sorted(log_ratios.begin(), log_ratios.end());
  std::sort(sorted.begin(), sorted.end());
  const double middle = median_of_sorted(sorted);
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
    finding.ratio->interval =
        Interval{std::exp(shown->low), std::exp(shown->high), kPairIntervalConfidence};
  }
  if (call) finding.bound = std::exp(call->low);
  const VisibleRanks& visible = decided ? look.visible_at_end : look.visible_here;
  if (visible.by_bound > 0 && visible.by_median > 0) {
    // Orders are drawn at random, so pairs lie alike on both sides of the truth; half the way from
    // one tail to the other tells more than the way from the median, which may be in either lobe
    // where the second of a pair is slowed.
    const auto reach = [&](std::size_t rank) {
      return (sorted[sorted.size() - rank] - sorted[rank - 1]) / 2;
    };
    const double by_bound = reach(visible.by_bound);
    const double by_median = slow + reach(visible.by_median);
    finding.smallest_visible = std::exp(std::max(by_bound, by_median));
  }
  return finding;
}

std::vector<PairFinding> PairRule::looks(std::span<const double> log_ratios, double limit) const {
  assert(limit > 0);
  std::vector<PairFinding> findings;
  for (const Look& look : looks_) {
    if (log_ratios.size() < look.pairs) break;
    findings.push_back(judge_look(look, log_ratios.first(look.pairs), limit));
  }
  return findings;
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
