// Text that may hold anything, as a person may be shown it: of one line, with nothing in it that
// cannot be seen or moves what can.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace alertsage {

// `text` with the bytes of what is no UTF-8, of control characters, of characters without a width
// and of those that set the direction of a line written as \xNN, and so a backslash before an x,
// so that an escape is never taken for text. Where that takes more than `limit` columns it is cut
// at a character, and
// "..." follows.
std::string printable(std::string_view text, std::size_t limit = 80);

// The first `most` of `names`: "a, b and 4 more".
std::string brief_list(std::span<const std::string> names, std::size_t most);

// At most `most` characters of UTF-8: of a longer text its beginning and its end, with "…" between
// them, so that long commands that begin alike are still told apart. REQUIRES: most >= 3.
std::string shortened(std::string_view text, std::size_t most);

// Columns of a terminal that `text` takes at most. REQUIRES: it is valid UTF-8, as printable()
// makes it.
std::size_t columns(std::string_view text) noexcept;

}  // namespace alertsage
