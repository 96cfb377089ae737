#include "reports/results/block_ratio.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

// A block of one file is not that of another.
using Block = std::pair<std::size_t, double>;

std::optional<Block> block_of(const Row& row) {
  const auto block = row.counters.find(std::string(counter::kBlock));
  if (block == row.counters.end()) return std::nullopt;
  return Block(row.source, block->second);
}

}  // namespace

std::optional<Ratio> block_ratio(const Series& base, const Series& contender, double confidence) {
  std::map<Block, double> base_times;
  for (const Row& row : base.rows) {
    if (const auto block = block_of(row)) base_times.emplace(*block, row.real_time_ns);
  }
  std::vector<double> first;
  std::vector<double> second;
  for (const Row& row : contender.rows) {
    const auto block = block_of(row);
    const auto partner = block ? base_times.find(*block) : base_times.end();
    if (partner == base_times.end()) continue;
    first.push_back(partner->second);
    second.push_back(row.real_time_ns);
  }
  return paired_ratio(first, second, confidence);
}

}  // namespace alertsage::reports
