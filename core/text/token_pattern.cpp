#include "core/text/token_pattern.hpp"

namespace alertsage {
namespace {

constexpr std::string_view kWord = R"((?u)\b\w\w+\b)";
constexpr std::string_view kAsciiLetter = R"((?u)\b[a-z][a-z0-9]+\b)";

}  // namespace

TokenPattern::TokenPattern(std::string_view python) {
  if (python == kWord) return;
  if (python == kAsciiLetter) {
    kind_ = Kind::ascii_letter;
    return;
  }
  kind_ = Kind::other;
  regex_.emplace(python);
}

std::string_view TokenPattern::python() const noexcept {
  switch (kind_) {
    case Kind::word:
      return kWord;
    case Kind::ascii_letter:
      return kAsciiLetter;
    case Kind::other:
      return regex_->pattern();
  }
  return {};
}

}  // namespace alertsage
