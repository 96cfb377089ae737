// Words put together into sentences.
#pragma once

#include <span>
#include <string>

namespace alertsage::reports {

// "a", "a and b", "a, b and c".
std::string enumeration(std::span<const std::string> words);

// With its first letter in upper case (ASCII).
std::string sentence_case(std::string text);

}  // namespace alertsage::reports
