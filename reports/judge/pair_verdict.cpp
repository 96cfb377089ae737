#include "reports/judge/pair_verdict.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace alertsage::reports {
namespace {

bool is_call(Change change) {
  return change == Change::slower || change == Change::faster;
}

// Called again the same way, it is so; called the other way, nobody can tell.
void confirm(const PairFinding& again, PairVerdict& verdict) {
  const Change called = verdict.finding.change;
  verdict.open = again.open;
  verdict.batch = 2;
  verdict.finding = again;
  verdict.awaits_second = false;
  verdict.did_not_recur = !again.open && again.change != called;
  if (again.change == called) {
    verdict.change = called;
  } else if (is_call(again.change)) {
    verdict.change = Change::cannot_tell;
  } else if (again.change != Change::cannot_tell) {
    verdict.change = again.change;
  }
}

}  // namespace

// A row that is slower by its limit may be passed by either batch.
PairRule batch_rule(std::size_t rows, const PairOptions& options) {
  return PairRule({.alpha = options.alpha / static_cast<double>(rows),
                   .miss = options.miss / 2,
                   .most = options.most});
}

PairVerdict pair_verdict(const PairFinding& first, const PairFinding& second) {
  PairVerdict verdict{.change = first.change, .finding = first, .open = first.open};
  if (!is_call(first.change)) return verdict;
  // What was certainly faster once is not slower, whatever else it is.
  verdict.change = first.change == Change::faster ? Change::not_slower : Change::cannot_tell;
  verdict.awaits_second = true;
  if (second.pairs > 0) confirm(second, verdict);
  return verdict;
}

std::vector<PairVerdict> judge_pairs(std::span<const PairedRow> rows, const PairOptions& options) {
  assert(!rows.empty());
  const PairRule rule = batch_rule(rows.size(), options);
  std::vector<PairFinding> first;
  for (const PairedRow& row : rows) first.push_back(rule.judge(row.first, row.limit));
  const auto called = static_cast<std::size_t>(std::count_if(
      first.begin(), first.end(), [](const PairFinding& found) { return is_call(found.change); }));
  std::optional<PairRule> again;
  if (called > 0) again = batch_rule(called, options);
  std::vector<PairVerdict> verdicts;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    PairFinding second;
    if (is_call(first[i].change)) second = again->judge(rows[i].second, rows[i].limit);
    verdicts.push_back(pair_verdict(first[i], second));
  }
  return verdicts;
}

std::size_t fewest_pairs_to_call(std::size_t rows, double alpha) {
  const double each = alpha / static_cast<double>(rows);
  // All of them above: the chance of that is 2^-n, and the last look has what the others left.
  auto pairs = static_cast<std::size_t>(std::ceil(-std::log2(each)));
  pairs = std::max(kFewestPairs, pairs + pairs % 2);
  while (!can_call(each, pairs)) pairs += 2;
  return pairs;
}

}  // namespace alertsage::reports
