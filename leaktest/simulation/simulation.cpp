#include "leaktest/simulation/simulation.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

namespace alertsage::leaktest {
namespace {

using reports::LeakFinding;
using reports::LeakVerdict;

LeakFinding judged(std::span<const double> values, const reports::LeakRule& rule) {
  return reports::judge_leak(*reports::Sample::make(values), rule);
}

}  // namespace

LeakVerdict run_procedure(const Series& series, const Procedure& procedure, std::size_t& loads) {
  reports::LookFinding found;
  loads = 0;
  while (const auto look = reports::next_look(loads, found, procedure.schedule)) {
    loads = *look;
    const LeakFinding finding = judged(std::span(series).first(loads), procedure.rule);
    found = {finding.verdict, finding.growth_bounds && finding.growth_bounds->low > 0};
  }
  return found.worst;
}

VerdictCounts simulate(const std::function<Series(Random&, std::size_t loads)>& draw,
                       std::size_t runs, std::uint64_t seed, const Procedure& procedure) {
  Random random(seed);
  VerdictCounts counts;
  const std::size_t length = std::max(procedure.schedule.loads, procedure.schedule.most);
  const bool whole = procedure.rule.kind == reports::LeakMetricKind::counter;
  for (std::size_t run = 0; run < runs; ++run) {
    std::size_t loads = 0;
    Series series = draw(random, length);
    if (whole) series = in_whole_bytes(std::move(series));
    const LeakVerdict verdict = run_procedure(series, procedure, loads);
    ++counts.of[static_cast<std::size_t>(verdict)];
    counts.loads += loads;
  }
  return counts;
}

std::size_t count_covered(const LeakCase& leak, double per_load, std::size_t runs,
                          std::uint64_t seed) {
  Random random(seed);
  std::size_t covered = 0;
  for (std::size_t run = 0; run < runs; ++run) {
    const LeakFinding finding =
        judged(leaking(random, leak.loads, per_load, leak.noise), leak.rule);
    covered += finding.growth_bounds->low <= per_load && per_load <= finding.growth_bounds->high;
  }
  return covered;
}

std::size_t count_smallest_found(const LeakCase& leak, double times, std::size_t runs,
                                 std::uint64_t seed) {
  Random random(seed);
  std::size_t found = 0;
  for (std::size_t run = 0; run < runs; ++run) {
    const double smallest =
        *judged(leaking(random, leak.loads, 0, leak.noise), leak.rule).smallest_leak;
    const Series series = leaking(random, leak.loads, times * smallest, leak.noise);
    found += judged(series, leak.rule).verdict == LeakVerdict::leak;
  }
  return found;
}

}  // namespace alertsage::leaktest
