// Which build this is.
#pragma once

#include <string_view>

namespace alertsage {

std::string_view version() noexcept;      // "0.1.0"
std::string_view compiler() noexcept;     // "GNU 12.2.0"
std::string_view build_flags() noexcept;  // build type and flags, as CMake passed them
std::string_view sanitizers() noexcept;   // "" or "address,undefined"

// Whether figures from this build mean anything: optimised, assertions off, not sanitised.
bool fit_to_measure() noexcept;

}  // namespace alertsage
