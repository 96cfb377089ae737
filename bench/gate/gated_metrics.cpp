#include "bench/gate/gated_metrics.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/base/error.hpp"
#include "reports/compare/name_filter.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::gate {
namespace {

// Gated where nobody asks for others, of rows that have them: and all that is exact.
constexpr std::array kDefaultCounters = {
    reports::counter::kPeakRssBytes, reports::counter::kMinorFaults, reports::counter::kMajorFaults,
    reports::counter::kReadBytes};

template <typename Names>
bool holds(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Of samples of the rows that are gated.
std::set<std::string> metrics_of(const reports::Document& document,
                                 const reports::NameFilter& filter) {
  std::set<std::string> metrics;
  for (const reports::Series& series : document.series) {
    const bool is_control = series.run_name == reports::kControlRow;
    if (is_control || !filter.passes(series.run_name)) continue;
    const reports::Row& row = series.rows.front();
    metrics.emplace(reports::kRealTime);
    if (row.cpu_time_ns) metrics.emplace(reports::kCpuTime);
    for (const auto& [name, value] : row.counters) {
      if (!holds(reports::counter::kPlaces, name)) metrics.insert(name);
    }
  }
  return metrics;
}

}  // namespace

std::vector<std::string> gated_metrics(const Recording& recording,
                                       const reports::CompareOptions& options) {
  const reports::NameFilter filter(options.filter, "--filter");
  const std::set<std::string> base = metrics_of(recording.document(Side::base), filter);
  const std::set<std::string> candidate = metrics_of(recording.document(Side::candidate), filter);
  for (const std::string& name : options.metrics) {
    if (base.contains(name) || candidate.contains(name)) continue;
    throw Error(ErrorKind::usage,
                fmt::format("--metric: no row has it; there are {}", fmt::join(base, ", ")),
                {.piece = name});
  }
  if (!options.metrics.empty()) return options.metrics;
  std::vector<std::string> metrics = {std::string(reports::kRealTime)};
  for (const std::string& name : base) {
    const bool is_default = reports::metric_named(name).exact || holds(kDefaultCounters, name);
    if (is_default) metrics.push_back(name);
  }
  return metrics;
}

}  // namespace alertsage::gate
