// What a test asks of a page.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace alertsage::reports {

inline bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

inline std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; ++found) {
    at += part.size();
  }
  return found;
}

// The first tag that is closed by another or not at all; empty where all match. Ends of the style
// sheet and quoted attributes hold no angle brackets: the writer escapes them.
inline std::string first_mismatch(std::string_view html) {
  const std::set<std::string, std::less<>> kVoid{"meta", "img", "source", "br", "!DOCTYPE"};
  std::vector<std::string> open;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string_view::npos;) {
    const std::size_t end = html.find_first_of(" >", at);
    std::string name(html.substr(at + 1, end - at - 1));
    at = html.find('>', at);
    if (kVoid.contains(name)) continue;
    if (name[0] != '/') {
      open.push_back(name);
    } else if (open.empty() || open.back() != name.substr(1)) {
      return name;
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back();
}

}  // namespace alertsage::reports
