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

// Keeps 200 lines of a log and as many sessions, of sizes at random, and replaces some each time:
// no more is ever held, and the heap takes ever more pages for a long time.
inline constexpr std::string_view kChurningLoader = "self-test:churning";

// Nothing for other names.
std::optional<Loader> self_test_loader(std::string_view name);

}  // namespace alertsage::leaktest
