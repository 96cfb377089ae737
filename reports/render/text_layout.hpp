// Texts in columns of a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace alertsage::reports {

// Columns that a UTF-8 text takes, one a character.
std::size_t columns_of(std::string_view text);

// `text` after or before as many blanks as `width` columns need; unchanged where it is wider.
std::string right_aligned(std::string_view text, std::size_t width);
std::string left_aligned(std::string_view text, std::size_t width);

// `text` with a no-break space (U+00A0) between each figure and its unit: "47.3 us" is one word.
std::string with_units_joined(std::string_view text);

// `text` in lines of at most `width` columns, broken at blanks, each after `indent` blanks and with
// a newline. A word that is wider stands alone. No-break spaces do not break and become blanks.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent = 0);

}  // namespace alertsage::reports
