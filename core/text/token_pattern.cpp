#include "core/text/token_pattern.hpp"

namespace alertsage {
namespace {

constexpr std::string_view kWordPython = R"((?u)\b\w\w+\b)";
constexpr std::string_view kAsciiLetterPython = R"((?u)\b[a-z][a-z0-9]+\b)";

}  // namespace

TokenPattern::TokenPattern(std::string_view python) {
  if (python == kWordPython) return;
  if (python == kAsciiLetterPython) {
    kind_ = Kind::ascii_letter;
    return;
  }
  kind_ = Kind::other;
  regex_.emplace(python);
}

std::string_view TokenPattern::python() const noexcept {
  switch (kind_) {
    case Kind::word:
      return kWordPython;
    case Kind::ascii_letter:
      return kAsciiLetterPython;
    case Kind::other:
      return regex_->pattern();
  }
  return {};
}

}  // namespace alertsage
