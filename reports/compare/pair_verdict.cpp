#include "reports/compare/pair_verdict.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace alertsage::reports {
namespace {

bool is_call(Change change) {
  return change == Change::slower || change == Change::faster;
}

// A row that is slower by its limit may be passed by either batch.
PairRule rule_of(std::size_t rows, const PairOptions& options) {
  return PairRule({.alpha = options.alpha / static_cast<double>(rows),
                   .miss = options.miss / 2,
                   .most = options.most});
}

PairVerdict first_verdict(const PairFinding& finding) {
  PairVerdict verdict{.change = finding.change, .finding = finding, .open = finding.open};
  if (is_call(finding.change)) {
    verdict.change = Change::cannot_tell;
    verdict.awaits_second = true;
  }
  return verdict;
}

// Called again the same way, it is so; called the other way, nobody can tell.
void confirm(const PairFinding& again, PairVerdict& verdict) {
  const Change called = verdict.finding.change;
  verdict.open = again.open;
  verdict.batch = 2;
  verdict.finding = again;
  verdict.awaits_second = false;
  verdict.did_not_recur = !again.open && again.change != called;
  verdict.change =
      is_call(again.change) && again.change != called ? Change::cannot_tell : again.change;
}

}  // namespace

std::vector<PairVerdict> judge_pairs(std::span<const PairedRow> rows, const PairOptions& options) {
  assert(!rows.empty());
  std::vector<PairVerdict> verdicts;
  const PairRule first = rule_of(rows.size(), options);
  for (const PairedRow& row : rows) {
    verdicts.push_back(first_verdict(first.judge(row.first, row.limit)));
  }
  const auto called = static_cast<std::size_t>(
      std::count_if(verdicts.begin(), verdicts.end(),
                    [](const PairVerdict& verdict) { return verdict.awaits_second; }));
  if (called == 0) return verdicts;
  const PairRule second = rule_of(called, options);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!verdicts[i].awaits_second) continue;
    const PairFinding again = second.judge(rows[i].second, rows[i].limit);
    if (again.pairs > 0) confirm(again, verdicts[i]);
  }
  return verdicts;
}

std::size_t fewest_pairs_to_call(std::size_t rows, double alpha) {
  const double each = alpha / static_cast<double>(rows);
  // All of them above: the chance of that is 2^-n, and the last look has what the others left.
  auto pairs = static_cast<std::size_t>(std::ceil(-std::log2(each)));
  pairs = std::max(kFewestPairs, pairs + pairs % 2);
  while (!PairRule({.alpha = each, .most = pairs}).can_call()) pairs += 2;
  return pairs;
}

}  // namespace alertsage::reports
