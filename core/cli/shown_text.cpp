#include "core/cli/shown_text.hpp"

#include <fmt/format.h>

#include "core/base/printable.hpp"

namespace alertsage::cli {

std::string shown_label(std::string_view label) {
  const bool is_plain =
      !label.empty() && label.front() != ' ' && label.back() != ' ' && label.front() != '\'';
  const std::string shown = printable(label, std::string_view::npos);
  return is_plain ? shown : fmt::format("'{}'", shown);
}

std::string in_quotes(std::string_view text, std::size_t limit) {
  return fmt::format("'{}'", printable(text, limit));
}

}  // namespace alertsage::cli
