// The project's own random numbers, because the standard library's distributions give other values
// on other implementations, and a corpus must have the same bytes everywhere.
//
// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014): a
// counter and a mixing function, so a stream may be started at any number and costs nothing to
// start.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace alertsage {

class SplitMix64 {
 public:
  explicit constexpr SplitMix64(std::uint64_t seed) noexcept : state_(seed) {}

  // A stream for item `index` of the family `seed`: streams of neighbouring items have nothing in
  // common, since both numbers are mixed before they become a state.
  static constexpr SplitMix64 of_item(std::uint64_t seed, std::uint64_t index) noexcept {
    return SplitMix64(mix(mix(seed + kGamma) + index));
  }

  constexpr std::uint64_t next() noexcept { return mix(state_ += kGamma); }

  // A number in [0, bound), by multiplication of the high 32 bits (Lemire, ACM TOMACS 29(1), 2019)
  // without his rejection step: a value's probability is off by at most bound / 2^32.
  // REQUIRES: bound > 0.
  constexpr std::uint32_t below(std::uint32_t bound) noexcept {
    return static_cast<std::uint32_t>((next() >> 32) * bound >> 32);
  }

  // A number in [first, last].
  constexpr std::uint32_t between(std::uint32_t first, std::uint32_t last) noexcept {
    return first + below(last - first + 1);
  }

  // True in `percent` of 100 draws.
  constexpr bool chance(std::uint32_t percent) noexcept { return below(100) < percent; }

  // A number in [0, bound) with small ones more often: density ln(bound / x) / bound, as names and
  // hosts recur in a real log. REQUIRES: bound > 0.
  constexpr std::uint32_t skewed_below(std::uint32_t bound) noexcept {
    return below(below(bound) + 1);
  }

  template <typename T, std::size_t N>
  constexpr const T& pick(const std::array<T, N>& items) noexcept {
    return items[below(static_cast<std::uint32_t>(N))];
  }
  template <typename T>
  constexpr const T& pick(std::span<const T> items) noexcept {
    return items[below(static_cast<std::uint32_t>(items.size()))];
  }

 private:
  static constexpr std::uint64_t kGamma = 0x9e3779b97f4a7c15;

  static constexpr std::uint64_t mix(std::uint64_t z) noexcept {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

// Fisher and Yates; std::shuffle's order differs between standard libraries.
template <typename T>
constexpr void shuffle(std::span<T> items, SplitMix64& random) noexcept {
  for (std::size_t left = items.size(); left > 1; --left) {
    std::swap(items[left - 1], items[random.below(static_cast<std::uint32_t>(left))]);
  }
}

}  // namespace alertsage
