// The texts that a model is measured on instead of learned from.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace alertsage {

// Which texts are kept back to measure the model on: `percent` of 100, drawn by `seed`. A label's
// first text in drawing order is never among them, so that every label can be learned; with few
// texts a label, fewer than asked are kept back. One flag per text. O(texts).
// REQUIRES: percent < 100.
std::vector<bool> draw_held_out(std::span<const std::string_view> labels, std::uint32_t percent,
                                std::uint64_t seed);

}  // namespace alertsage
