#include "reports/compare/percentage.hpp"

#include <charconv>
#include <system_error>

#include "core/base/error.hpp"

namespace alertsage::reports {

std::optional<double> parse_percentage(std::string_view text) {
  double percent = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), percent);
  const std::string_view unit = text.substr(static_cast<std::size_t>(parsed.ptr - text.data()));
  const bool is_usable = parsed.ec == std::errc() && (unit == "%" || unit == " %") &&
                         percent >= 0 && percent <= 100 * kMostLimit;
  if (!is_usable) return std::nullopt;
  return percent / 100;
}

double limit_from_option(const std::string& option, const std::string& text) {
  const auto limit = parse_percentage(text);
  if (!limit || *limit == 0) {
    throw Error(ErrorKind::usage, option + " takes a percentage above 0, such as 5%",
                {.piece = text});
  }
  return *limit;
}

}  // namespace alertsage::reports
