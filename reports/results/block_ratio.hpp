// The ratio of two rows of one document, from samples that stand in the same block.
#pragma once

#include <optional>

#include "reports/results/document.hpp"
#include "reports/stats/ratio.hpp"

namespace alertsage::reports {

// Of `contender` to `base`, in pairs: samples of one block met the same mood of the machine. What
// has no partner, or no block, is not in it. Nothing where fewer than two pairs are left.
std::optional<Ratio> block_ratio(const Series& base, const Series& contender, double confidence);

}  // namespace alertsage::reports
