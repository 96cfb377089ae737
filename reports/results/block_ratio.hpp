// Blocks of samples, and the ratio of two rows of one document from samples of the same block.
#pragma once

#include <optional>
#include <utility>

#include "reports/results/document.hpp"
#include "reports/stats/ratio.hpp"

namespace alertsage::reports {

using Block = std::pair<double, double>;  // batch, and block of it

// Nothing where the row says none. What names no batch is of the first.
std::optional<Block> block_of(const Row& row);

// Of `contender` to `base`, in pairs: samples of one block met the same mood of the machine. What
// has no partner, or no block, is not in it. Nothing where fewer than two pairs are left.
std::optional<Ratio> block_ratio(const Series& base, const Series& contender, double confidence);

}  // namespace alertsage::reports
