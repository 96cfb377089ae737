#include "bench/row_allocations.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace alertsage::bench {
namespace {

constexpr std::size_t kFewest = 3;
constexpr std::size_t kMost = 16;  // the model cache has 8 places in each thread, to be filled once

std::uint64_t take_sample(const std::function<Sample()>& take) {
  try {
    return take().operations;
  } catch (const probe::DroppedSample&) {
    return 1;
  }
}

std::optional<RowAllocations> count_sample(const std::function<Sample()>& take,
                                           AllocationMeter& meter) {
  const std::int64_t before = meter.live_bytes();
  const auto operations = static_cast<double>(take_sample(take));
  const std::int64_t after = meter.live_bytes();
  const auto all = meter.take_last();
  if (!all) return std::nullopt;
  return RowAllocations{.allocations = static_cast<double>(all->allocations) / operations,
                        .allocated_bytes = static_cast<double>(all->allocated_bytes) / operations,
                        .peak_live_bytes = static_cast<double>(all->peak_live_bytes),
                        .net_bytes = static_cast<double>(after - before) / operations};
}

// One that was measured: of an even number the lower of the middle ones.
template <typename Figure>
double median(const std::vector<RowAllocations>& samples, Figure figure) {
  std::vector<double> values;
  values.reserve(samples.size());
  for (const RowAllocations& sample : samples) values.push_back(figure(sample));
  std::sort(values.begin(), values.end());
  return values[(values.size() - 1) / 2];
}

double least_net(const std::vector<RowAllocations>& samples) {
  const auto nearer_to_zero = [](const RowAllocations& a, const RowAllocations& b) {
    return std::abs(*a.net_bytes) < std::abs(*b.net_bytes);
  };
  return *std::min_element(samples.begin(), samples.end(), nearer_to_zero)->net_bytes;
}

bool stays_in_each(const std::vector<RowAllocations>& samples) {
  return !samples.empty() && least_net(samples) != 0;
}

}  // namespace

std::optional<RowAllocations> count_row(const std::function<Sample()>& take, AllocationMeter& meter,
                                        std::chrono::nanoseconds enough) {
  const auto start = std::chrono::steady_clock::now();
  const auto first = count_sample(take, meter);
  if (!first) return std::nullopt;
  std::vector<RowAllocations> samples;
  const auto wanted = [&] { return stays_in_each(samples) ? kMost : kFewest; };
  while (samples.size() < wanted() && std::chrono::steady_clock::now() - start < enough) {
    const auto sample = count_sample(take, meter);
    if (!sample) return std::nullopt;
    samples.push_back(*sample);
  }
  RowAllocations result = *first;
  result.net_bytes.reset();
  if (samples.empty()) return result;
  return RowAllocations{
      .allocations = median(samples, [](const auto& of) { return of.allocations; }),
      .allocated_bytes = median(samples, [](const auto& of) { return of.allocated_bytes; }),
      .peak_live_bytes = median(samples, [](const auto& of) { return of.peak_live_bytes; }),
      .net_bytes = least_net(samples)};
}

}  // namespace alertsage::bench
