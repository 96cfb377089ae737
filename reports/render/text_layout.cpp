#include "reports/render/text_layout.hpp"

#include <algorithm>
#include <array>

namespace alertsage::reports {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00a0";
constexpr std::array<std::string_view, 15> kUnits{"ns",   "us",    "ms",     "s",       "%",
                                                  "B",    "KiB",   "MiB",    "GiB",     "million",
                                                  "pair", "pairs", "sample", "samples", "/s"};

bool is_alphanumeric(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z');
}

bool begins_with_unit(std::string_view text) {
  return std::any_of(kUnits.begin(), kUnits.end(), [&](std::string_view unit) {
    return text.starts_with(unit) &&
           (text.size() == unit.size() || !is_alphanumeric(text[unit.size()]));
  });
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

std::string with_units_joined(std::string_view text) {
  std::string joined;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool after_digit = i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9';
    const bool joins = text[i] == ' ' && after_digit && begins_with_unit(text.substr(i + 1));
    joined += joins ? kNoBreakSpace : text.substr(i, 1);
  }
  return joined;
}

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;  // not a continuation byte
  }));
}

std::string right_aligned(std::string_view text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  return std::string(width > columns ? width - columns : 0, ' ') + std::string(text);
}

std::string left_aligned(std::string_view text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  return std::string(text) + std::string(width > columns ? width - columns : 0, ' ');
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string lines;
  std::string line;
  const auto end_line = [&] {
    replace_all(line, kNoBreakSpace, " ");
    lines += std::string(indent, ' ') + line + '\n';
    line.clear();
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!line.empty() && indent + columns_of(line) + 1 + columns_of(word) > width) end_line();
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) end_line();
  return lines;
}

}  // namespace alertsage::reports
