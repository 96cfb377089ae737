#include "bench/gate/simulation/check_lines.hpp"

#include <fmt/format.h>

namespace alertsage::gate {
namespace {

using reports::Proportion;

constexpr double kConfidence = 0.95;

}  // namespace

std::string percent_at_most(double share) {
  return fmt::format("<= {:g} %", 100 * share);
}

std::string percent_at_least(double share) {
  return fmt::format(">= {:g} %", 100 * share);
}

std::string at_most_words(const Proportion& seen) {
  return fmt::format("{} of {} (at most {:.2g} %)", seen.count, seen.of,
                     100 * reports::share_at_most(seen, kConfidence));
}

std::string at_least_words(const Proportion& seen) {
  return fmt::format("{} of {} (at least {:.3g} %)", seen.count, seen.of,
                     100 * reports::share_at_least(seen, kConfidence));
}

bool Cases::worse(const Proportion& seen) const {
  return good_ == Good::few ? reports::share(seen) > reports::share(worst_)
                            : reports::share(seen) < reports::share(worst_);
}

void Cases::add(std::string_view name, const Proportion& seen) {
  all_.count += seen.count;
  all_.of += seen.of;
  if (worst_.of > 0 && !worse(seen)) return;
  worst_ = seen;
  worst_name_ = name;
}

void Cases::tell(std::string_view what, double asked, Checks& checks) const {
  const bool few = good_ == Good::few;
  const bool reached =
      few ? reports::share(all_) <= asked && reports::share_at_least(worst_, kSure) <= asked
          : reports::share(all_) >= asked && reports::share_at_most(worst_, kSure) >= asked;
  checks.tell(
      what, few ? percent_at_most(asked) : percent_at_least(asked),
      fmt::format("{}, worst {:.3g} % in {}", few ? at_most_words(all_) : at_least_words(all_),
                  100 * reports::share(worst_), worst_name_),
      reached);
}

}  // namespace alertsage::gate
