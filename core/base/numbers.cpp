#include "core/base/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alertsage {

std::string with_commas(std::uint64_t number) {
  return with_commas(std::to_string(number));
}

std::string with_commas(std::string number) {
  const std::size_t first = number.starts_with('-') ? 1 : 0;
  for (std::size_t at = std::min(number.find('.'), number.size()); at > first + 3;) {
    at -= 3;
    number.insert(at, ",");
  }
  return number;
}

std::string counted(std::uint64_t number, std::string_view thing) {
  return fmt::format("{} {}{}", with_commas(number), thing, number == 1 ? "" : "s");
}

}  // namespace alertsage
