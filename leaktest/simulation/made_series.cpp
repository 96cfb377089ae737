#include "leaktest/simulation/made_series.hpp"

#include <algorithm>
#include <cmath>

namespace alertsage::leaktest {
namespace {

constexpr double kLevel = 2e7;

std::size_t one_of(Random& random, std::size_t first, std::size_t last) {
  return std::uniform_int_distribution<std::size_t>(first, last)(random);
}

Series steady(Random& random, std::size_t loads) {
  return leaking(random, loads, 0, {.deviation = 1000});
}

Series ramp(Random& random, std::size_t loads) {
  return made(loads, [&](std::size_t i) {
    return kLevel + 3000.0 * static_cast<double>(std::min<std::size_t>(i, 10)) + gauss(random, 100);
  });
}

Series exponential(Random& random, std::size_t loads) {
  return made(loads, [&](std::size_t i) {
    return kLevel + 1e5 * (1 - std::exp(-static_cast<double>(i) / 4)) + gauss(random, 1000);
  });
}

Series one_step(Random& random, std::size_t loads) {
  const std::size_t at = one_of(random, 0, 99);
  return made(loads,
              [&](std::size_t i) { return kLevel + (i < at ? 0 : 5000) + gauss(random, 100); });
}

// As resident memory was seen to take, on loads that were all the same.
Series bimodal(Random& random, std::size_t loads) {
  return made(loads, [&](std::size_t) { return one_of(random, 0, 1) == 0 ? 26e6 : 51e6; });
}

Series wandering(Random& random, std::size_t loads) {
  return leaking(random, loads, 0, {.deviation = 1000, .correlation = 0.8});
}

Series capped_cache(Random& random, std::size_t loads) {
  const std::size_t full = one_of(random, 10, 40);
  return made(loads, [&](std::size_t i) {
    return kLevel + 2048.0 * static_cast<double>(std::min(i, full)) + gauss(random, 1);
  });
}

Series random_key_cache(Random& random, std::size_t loads) {
  constexpr std::size_t kKeys = 20'000;
  constexpr double kBytesAKey = 32;
  const std::size_t lookups = kKeys / one_of(random, 19, 43);
  std::vector<bool> held(kKeys);
  std::size_t count = 0;
  return made(loads, [&](std::size_t) {
    for (std::size_t i = 0; i < lookups; ++i) {
      const std::size_t key = one_of(random, 0, kKeys - 1);
      if (!held[key]) ++count;
      held[key] = true;
    }
    return kLevel + kBytesAKey * static_cast<double>(count);
  });
}

}  // namespace

Series made(std::size_t loads, const std::function<double(std::size_t)>& value) {
  Series series(loads);
  for (std::size_t i = 0; i < loads; ++i) series[i] = value(i);
  return series;
}

double gauss(Random& random, double deviation) {
  return deviation > 0 ? std::normal_distribution<double>(0, deviation)(random) : 0;
}

Series leaking(Random& random, std::size_t loads, double per_load, const Noise& noise) {
  const double kept = noise.correlation;
  const double fresh = noise.deviation * std::sqrt(1 - kept * kept);
  double off = gauss(random, noise.deviation);
  return made(loads, [&](std::size_t i) {
    const double value = kLevel + per_load * static_cast<double>(i) + off;
    off = kept * off + gauss(random, fresh);
    return value;
  });
}

Series leaking_sizes(Random& random, std::size_t loads, std::size_t smallest, std::size_t largest) {
  double value = kLevel;
  return made(loads, [&](std::size_t) {
    value += static_cast<double>(one_of(random, smallest, largest));
    return value;
  });
}

Series in_whole_bytes(Series series) {
  for (double& value : series) value = std::round(value);
  return series;
}

const std::array<Pattern, 8>& clean_patterns() {
  static constexpr std::array<Pattern, 8> kPatterns = {{{"steady", steady},
                                                        {"ramp", ramp},
                                                        {"exponential warm-up", exponential},
                                                        {"one step", one_step},
                                                        {"bimodal", bimodal},
                                                        {"wandering", wandering},
                                                        {"capped cache", capped_cache},
                                                        {"random-key cache", random_key_cache}}};
  return kPatterns;
}

}  // namespace alertsage::leaktest
