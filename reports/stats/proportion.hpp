// What a count out of many trials says of the chance behind it.
#pragma once

#include <cstddef>

namespace alertsage::reports {

struct Proportion {
  std::size_t count = 0;
  std::size_t of = 0;  // at least count

  bool operator==(const Proportion&) const = default;
};

// count / of; 0 of nothing.
double share(const Proportion& seen);

// The exact one-sided bounds of C. J. Clopper and E. S. Pearson (Biometrika 26, 1934): the chance
// lies below the upper one with that confidence, and above the lower one. 0 and 1 of nothing.
// REQUIRES: 0 < confidence < 1.
double share_at_least(const Proportion& seen, double confidence);
double share_at_most(const Proportion& seen, double confidence);

}  // namespace alertsage::reports
