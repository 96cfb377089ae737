#include "reports/charts/words.hpp"

#include <vector>

namespace alertsage::reports {

std::string enumeration(std::span<const std::string> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

std::string shortened(std::string_view text, std::size_t most) {
  std::vector<std::size_t> starts;  // of characters
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) starts.push_back(i);
  }
  if (starts.size() <= most) return std::string(text);
  const std::size_t after = (most - 1) / 2;
  const std::size_t before = most - 1 - after;
  return std::string(text.substr(0, starts[before])) + "…" +
         std::string(text.substr(starts[starts.size() - after]));
}

std::string sentence_case(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

}  // namespace alertsage::reports
