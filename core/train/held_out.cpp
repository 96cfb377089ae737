#include "core/train/held_out.hpp"

#include <numeric>
#include <unordered_set>
#include <utility>

#include "core/base/random.hpp"

namespace alertsage {
namespace {

// Fisher and Yates, as in Knuth, TAOCP volume 2, 3.4.2, algorithm P.
std::vector<std::uint32_t> shuffled_rows(std::size_t count, std::uint64_t seed) {
  std::vector<std::uint32_t> rows(count);
  std::iota(rows.begin(), rows.end(), 0u);
  SplitMix64 random(seed);
  for (std::size_t left = count; left > 1; --left) {
    std::swap(rows[left - 1], rows[random.below(static_cast<std::uint32_t>(left))]);
  }
  return rows;
}

}  // namespace

std::vector<bool> draw_held_out(std::span<const std::string_view> labels, std::uint32_t percent,
                                std::uint64_t seed) {
  std::vector<bool> held_out(labels.size());
  std::unordered_set<std::string_view> learned;
  std::uint32_t due = 0;  // of a text, in percent
  for (const std::uint32_t row : shuffled_rows(labels.size(), seed)) {
    due += percent;
    if (!learned.insert(labels[row]).second && due >= 100) {
      held_out[row] = true;
      due -= 100;
    }
  }
  return held_out;
}

}  // namespace alertsage
