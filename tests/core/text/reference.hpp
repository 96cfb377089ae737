// The slow, obviously right way: each pattern tried at each place of the text as code points, as
// Python's `re` does it, one rule after the other. And the texts to compare on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/pipeline.hpp"

namespace alertsage::testing {

// A text as its characters, and back.
std::u32string code_points(std::string_view text);
std::string utf8(std::u32string_view text);

// AlertSage's cleaning as the chain of substitutions that it is.
std::string clean_by_chain(std::string_view text);

// re.findall(pattern, text).
std::vector<std::string> find_all(const TokenPattern& pattern, std::string_view text);

// Calls `visit` with every concatenation of at most `length` of `pieces`.
void for_each_sequence(std::span<const std::string_view> pieces, std::size_t length,
                       const std::function<void(const std::string&)>& visit);

// A concatenation of 1 to `length` of `pieces`.
std::string random_sequence(std::span<const std::string_view> pieces, std::size_t length,
                            std::mt19937& random);

// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/): a hash that three lines of Python
// make too.
std::uint64_t fnv1a(std::string_view text);

}  // namespace alertsage::testing
