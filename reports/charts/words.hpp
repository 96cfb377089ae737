// Words put together into sentences.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace alertsage::reports {

// "a", "a and b", "a, b and c".
std::string enumeration(std::span<const std::string> words);

// At most `most` characters of UTF-8: of a longer text its beginning and its end, with "…" between
// them, so that long commands that begin alike are still told apart. REQUIRES: most >= 3.
std::string shortened(std::string_view text, std::size_t most);

// With its first letter in upper case (ASCII).
std::string sentence_case(std::string text);

}  // namespace alertsage::reports
