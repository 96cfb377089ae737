// Loaders of less than a millisecond, whose memory is known: what the self-test leaks beside.
#pragma once

#include <optional>
#include <string_view>

#include "core/load/loaded.hpp"

namespace alertsage::leaktest {

// After --load, in a child; no model is read.
inline constexpr std::string_view kSteadyLoader = "self-test:steady";  // 2,000 blocks, 60 KB
inline constexpr std::string_view kPacedLoader = "self-test:paced";    // the same, and 5 ms of rest
inline constexpr std::string_view kSlowLoader = "self-test:slow";      // the same, and 50 ms

// Takes 64 KiB more each time and gives all of it back, to an allocator that is told to keep it.
inline constexpr std::string_view kRetainingLoader = "self-test:retaining";

// Nothing for other names.
std::optional<Loader> self_test_loader(std::string_view name);

}  // namespace alertsage::leaktest
