#include "bench/coldstart/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "reports/results/block_ratio.hpp"
#include "reports/results/process_base.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::coldstart {
namespace {

namespace counter = reports::counter;
using reports::Document;
using reports::Series;

std::optional<double> median_of(const Series& series, std::string_view name) {
  const auto values = reports::counter_values(series, name);
  return values ? std::optional(values->median()) : std::nullopt;
}

RowSummary named_after(const std::string& run_name) {
  const auto name = reports::parse_row_name(run_name);
  RowSummary row;
  row.command = name->strategy;
  row.state = name->state;
  row.is_floor = reports::is_process_floor(row.command);
  return row;
}

void add_figures(const Series& series, RowSummary& row) {
  row.kept = series.rows.size();
  row.times = reports::real_times(series);
  if (row.times) row.interval = reports::median_interval(*row.times, kConfidence);
  row.first_output_ns = median_of(series, counter::kFirstOutputNs);
  row.exit_ns = median_of(series, counter::kExitNs);
  row.cpu_seconds = median_of(series, counter::kCpuSeconds);
  row.peak_rss_bytes = median_of(series, counter::kPeakRssBytes);
  const auto at_floor = reports::counter_values(series, counter::kPeakRssAtFloor);
  row.peak_rss_at_floor = at_floor && at_floor->median() > 0;
  row.minor_faults = median_of(series, counter::kMinorFaults);
  row.major_faults = median_of(series, counter::kMajorFaults);
  row.read_bytes = median_of(series, counter::kReadBytes);
}

struct Rows {
  std::vector<RowSummary> rows;
  std::map<std::string, std::size_t, std::less<>> index;  // by run name

  RowSummary& of(const std::string& run_name) {
    const auto [entry, is_new] = index.emplace(run_name, rows.size());
    if (is_new) rows.push_back(named_after(run_name));
    return rows[entry->second];
  }
};

void add_ratios(const Document& document, std::vector<RowSummary>& rows) {
  for (RowSummary& row : rows) {
    const Series* const base = reports::process_base(document, row.state);
    const Series* const series = reports::find_series(
        document, fmt::format("{}/{}/{}", reports::process_row::kWhat, row.command, row.state));
    if (base == nullptr || series == nullptr || base == series || row.is_floor) continue;
    row.ratio = reports::block_ratio(*base, *series, kConfidence);
  }
}

}  // namespace

std::vector<RowSummary> summarise(const Document& document) {
  Rows rows;
  for (const Series& series : document.series) add_figures(series, rows.of(series.name));
  for (const reports::RejectedSample& rejected : document.rejected) {
    RowSummary& row = rows.of(rejected.run_name);
    ++(rejected.kind == reports::NoteKind::dropped ? row.dropped : row.failed);
    row.reason = rejected.reason;
  }
  add_ratios(document, rows.rows);
  std::stable_partition(rows.rows.begin(), rows.rows.end(),
                        [](const RowSummary& row) { return !row.is_floor; });
  return std::move(rows.rows);
}

}  // namespace alertsage::coldstart
