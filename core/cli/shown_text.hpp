// Labels and terms as lines and tables may have them: they come from a model file, which may hold
// anything, and no byte of them may move a cursor or end a field.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace alertsage::cli {

inline constexpr std::size_t kLongestColumns = 40;  // of a label or a term, where lines have limits

// For lines that other programs read: never cut, and in quotes only where one would not see where
// it begins or ends, as it is empty, has a space at an end, or a quote first.
std::string shown_label(std::string_view label);

// For lines of a certain width: 'TEXT', cut to `limit` columns.
std::string in_quotes(std::string_view text, std::size_t limit = kLongestColumns);

}  // namespace alertsage::cli
