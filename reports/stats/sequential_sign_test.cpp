#include "reports/stats/sequential_sign_test.hpp"

#include <cassert>
#include <cmath>

namespace alertsage::reports {
namespace {

// How many of the values so far are above, over the walks that no look has rejected.
class Walk {
 public:
  explicit Walk(double above) : above_(above) {}

  void go_on_to(std::size_t values) {
    for (; values_ < values; ++values_) {
      chance_.push_back(0);
      for (std::size_t count = chance_.size() - 1; count > 0; --count) {
        chance_[count] = chance_[count] * (1 - above_) + chance_[count - 1] * above_;
      }
      chance_[0] *= 1 - above_;
    }
  }

  // The smallest count such that it or more has a chance of `most` or less.
  std::size_t critical(double most) const {
    std::size_t count = chance_.size();
    for (double tail = 0; count > 0; --count) {
      tail += chance_[count - 1];
      if (tail > most) break;
    }
    return count;
  }

  // Takes out what has `critical` or more, and returns its chance.
  double reject(std::size_t critical) {
    double rejected = 0;
    for (std::size_t count = chance_.size(); count > critical; --count) {
      rejected += chance_[count - 1];
      chance_[count - 1] = 0;
    }
    return rejected;
  }

 private:
  double above_;
  std::size_t values_ = 0;
  std::vector<double> chance_ = {1};
};

}  // namespace

std::vector<SignLook> sequential_sign_test(double alpha, std::span<const std::size_t> values) {
  assert(alpha > 0 && alpha < 1);
  assert(!values.empty() && values.front() > 0);
  std::vector<SignLook> looks;
  Walk walk(0.5);
  double spent = 0;
  for (const std::size_t now : values) {
    walk.go_on_to(now);
    const double share = static_cast<double>(now) / static_cast<double>(values.back());
    looks.push_back({.values = now, .critical = walk.critical(alpha * share - spent)});
    spent += walk.reject(looks.back().critical);
  }
  return looks;
}

double rejection_chance(std::span<const SignLook> looks, double above) {
  assert(above >= 0 && above <= 1);
  Walk walk(above);
  double chance = 0;
  for (const SignLook& look : looks) {
    walk.go_on_to(look.values);
    chance += walk.reject(look.critical);
  }
  return chance;
}

}  // namespace alertsage::reports
