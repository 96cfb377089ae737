#include "reports/stats/proportion.hpp"

#include <boost/math/distributions/binomial.hpp>

namespace alertsage::reports {

double share(const Proportion& seen) {
  return seen.of == 0 ? 0 : static_cast<double>(seen.count) / static_cast<double>(seen.of);
}

double share_at_least(const Proportion& seen, double confidence) {
  if (seen.of == 0) return 0;
  return boost::math::binomial::find_lower_bound_on_p(
      static_cast<double>(seen.of), static_cast<double>(seen.count), 1 - confidence);
}

double share_at_most(const Proportion& seen, double confidence) {
  if (seen.of == 0) return 1;
  return boost::math::binomial::find_upper_bound_on_p(
      static_cast<double>(seen.of), static_cast<double>(seen.count), 1 - confidence);
}

}  // namespace alertsage::reports
