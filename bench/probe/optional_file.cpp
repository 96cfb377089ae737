#include "bench/probe/optional_file.hpp"

#include "core/base/error.hpp"
#include "core/base/file.hpp"

namespace alertsage::probe {

std::optional<std::string> read_if_there(const std::filesystem::path& path) {
  try {
    return read_text_file(path);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<std::string> read_line(const std::filesystem::path& path) {
  const std::optional<std::string> text = read_if_there(path);
  if (!text) return std::nullopt;
  const std::string_view line = trim(std::string_view(*text).substr(0, text->find('\n')));
  if (line.empty()) return std::nullopt;
  return std::string(line);
}

std::string_view trim(std::string_view text) noexcept {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

}  // namespace alertsage::probe
