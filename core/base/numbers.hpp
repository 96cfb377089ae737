// Numbers as people read them: every line that a program prints for them has them so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace alertsage {

// "1,815"; of a decimal number's text "-1,815.25".
std::string with_commas(std::uint64_t number);
std::string with_commas(std::string number);

// "1 term", "1,815 terms".
std::string counted(std::uint64_t number, std::string_view thing);

}  // namespace alertsage
