#include "reports/results/block_ratio.hpp"

#include <map>
#include <utility>
#include <vector>

#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

// A block of one file is not that of another.
using BlockOfFile = std::pair<std::size_t, Block>;

std::optional<BlockOfFile> block_of_file(const Row& row) {
  const auto block = block_of(row);
  if (!block) return std::nullopt;
  return BlockOfFile(row.source, *block);
}

}  // namespace

std::optional<Block> block_of(const Row& row) {
  const auto block = counter_value(row, counter::kBlock);
  if (!block) return std::nullopt;
  return Block(counter_value(row, counter::kBatch).value_or(1), *block);
}

std::optional<Ratio> block_ratio(const Series& base, const Series& contender, double confidence) {
  std::map<BlockOfFile, double> base_times;
  for (const Row& row : base.rows) {
    if (const auto block = block_of_file(row)) base_times.emplace(*block, row.real_time_ns);
  }
  std::vector<double> first;
  std::vector<double> second;
  for (const Row& row : contender.rows) {
    const auto block = block_of_file(row);
    const auto partner = block ? base_times.find(*block) : base_times.end();
    if (partner == base_times.end()) continue;
    first.push_back(partner->second);
    second.push_back(row.real_time_ns);
  }
  return paired_ratio(first, second, confidence);
}

}  // namespace alertsage::reports
