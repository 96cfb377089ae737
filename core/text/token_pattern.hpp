// What is a token of a text: a Python regular expression, as scikit-learn's `token_pattern` has it.
//
// The two patterns that nearly every model has are matched by a scan of their own (tokens.cpp),
// proven equal to Python's `re` and many times faster than any regular expression engine; all
// others are run by core/text/python_regex.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/text/python_regex.hpp"

namespace alertsage {

// Immutable and thread-safe; copies share what was compiled.
class TokenPattern {
 public:
  enum class Kind : std::uint8_t { word, ascii_letter, other };

  static const TokenPattern kWord;         // (?u)\b\w\w+\b, scikit-learn's default
  static const TokenPattern kAsciiLetter;  // (?u)\b[a-z][a-z0-9]+\b, AlertSage's

  constexpr TokenPattern() noexcept = default;  // kWord
  // From a pattern as Python writes it. Throws Error (format, unsupported) at the place in it.
  explicit TokenPattern(std::string_view python);

  Kind kind() const noexcept { return kind_; }
  std::string_view python() const noexcept;
  const PythonRegex& regex() const noexcept { return *regex_; }  // REQUIRES: kind() is other

  bool operator==(const TokenPattern& pattern) const noexcept {
    return python() == pattern.python();
  }

 private:
  explicit constexpr TokenPattern(Kind kind) noexcept : kind_(kind) {}

  Kind kind_ = Kind::word;
  std::optional<PythonRegex> regex_;  // of kind other
};

inline constinit const TokenPattern TokenPattern::kWord{Kind::word};
inline constinit const TokenPattern TokenPattern::kAsciiLetter{Kind::ascii_letter};

}  // namespace alertsage
