// Series of one value a load, made with known truth: what does not leak and looks as if it did, and
// leaks in noise.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <random>
#include <string_view>
#include <vector>

namespace alertsage::leaktest {

using Series = std::vector<double>;
using Random = std::mt19937_64;

// So many points, value(i) for each.
Series made(std::size_t loads, const std::function<double(std::size_t)>& value);

double gauss(Random& random, double deviation);

// What every load leaves as noise in a series.
struct Noise {
  double deviation = 0;    // of the values
  double correlation = 0;  // of neighbours: AR(1), -1 < correlation < 1
};

// A leak of so many a load in noise; 0 is none.
Series leaking(Random& random, std::size_t loads, double per_load, const Noise& noise);

// A leak that is counted exactly and whose size is one of those, each load anew.
Series leaking_sizes(Random& random, std::size_t loads, std::size_t smallest, std::size_t largest);

// As a counter shows it: in whole bytes.
Series in_whole_bytes(Series series);

// Draws a series anew, of so many loads. A prefix of it is what a shorter run would have seen.
struct Pattern {
  std::string_view name;
  Series (*draw)(Random& random, std::size_t loads);
};

// Loaders that do not leak, in bytes; a plain Mann-Kendall test at 5 % cries leak at all but the
// first and the fifth far too often.
//   steady, wandering:  noise about a level, alone and as AR(1) of 0.8
//   ramp, exponential:  start-ups of ten loads, and of a time constant of four
//   one step:           a level that shifts once, at any of the first hundred loads
//   bimodal:            two levels, taken at random
//   capped cache:       grows by the same at each load until it is full, after 10 to 40 loads
//   random-key cache:   keeps what was looked up among 20,000 keys; its rate falls to between 0.37
//                       and 0.65 from one judged half to the next of 50 loads
const std::array<Pattern, 8>& clean_patterns();

}  // namespace alertsage::leaktest
