// Text in pickles is UTF-8, and so is ours.
#pragma once

#include <string_view>

namespace alertsage::pickle {

// O(text), eight bytes at a time where they are ASCII.
bool is_utf8(std::string_view text) noexcept;

}  // namespace alertsage::pickle
