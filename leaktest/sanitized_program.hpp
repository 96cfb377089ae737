// Programs whose memory cannot be measured, because another allocator than theirs is in them.
#pragma once

#include <string>
#include <string_view>

namespace alertsage::leaktest {

inline constexpr std::string_view kSanitized =
    "a sanitized build has another allocator, whose memory says nothing: test a build without "
    "-fsanitize";

// Whether the file is a build under a sanitizer that has an allocator of its own. Of a name without
// a slash, that in PATH. A script, or what cannot be read, is not.
bool is_sanitized(const std::string& program);

}  // namespace alertsage::leaktest
