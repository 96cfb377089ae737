// Comparisons of made documents, which nobody measured one after the other.
#pragma once

#include <utility>

#include "reports/compare/comparison.hpp"

namespace alertsage::reports {

inline Comparison compare_unpaired(const Document& base, const Document& contender,
                                   CompareOptions options = {}) {
  options.accept.insert(options.accept.end(), {Doubt::block_order, Doubt::missing});
  return compare(base, contender, options);
}

}  // namespace alertsage::reports
