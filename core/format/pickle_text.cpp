#include "core/format/pickle_text.hpp"

#include <cstdint>
#include <cstring>

#include "core/text/unicode.hpp"

namespace alertsage::pickle {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080;

bool is_ascii(std::string_view text) noexcept {
  std::uint64_t bits = 0;
  for (; text.size() >= sizeof bits; text.remove_prefix(sizeof bits)) {
    std::memcpy(&bits, text.data(), sizeof bits);
    if ((bits & kHighBits) != 0) return false;
  }
  bits = 0;
  std::memcpy(&bits, text.data(), text.size());
  return (bits & kHighBits) == 0;
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  if (is_ascii(text)) return true;
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    if (point.value == kReplacementCharacter && !text.starts_with("\xEF\xBF\xBD")) return false;
    text.remove_prefix(point.size);
  }
  return true;
}

}  // namespace alertsage::pickle
