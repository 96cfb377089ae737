// Reads a regular expression of Python's `re` character by character, and knows where it is.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/base/error.hpp"

namespace alertsage::python_regex {

// What `peek` gives at the end: no code point.
inline constexpr char32_t kEnd = 0xFFFFFFFF;

class Reader {
 public:
  // Throws Error (format) where `pattern` is not UTF-8. `pattern` must outlive the reader.
  explicit Reader(std::string_view pattern);

  std::size_t offset() const noexcept { return at_; }
  char32_t peek() const noexcept;
  char32_t take() noexcept;  // kEnd at the end, again and again
  bool accept(char32_t c) noexcept;
  void back_to(std::size_t offset) noexcept { at_ = offset; }

  // Up to `limit` ASCII digits of a base up to 16.
  std::string_view take_digits(unsigned base, std::size_t limit = std::string_view::npos) noexcept;

  // Past the next `end`, not counting one that is escaped. False where there is none.
  bool skip_past(char32_t end);

  std::string_view since(std::size_t begin) const noexcept {
    return pattern_.substr(begin, at_ - begin);
  }

  // Throws an Error at `begin` whose piece is what was read since.
  [[noreturn]] void refuse(ErrorKind kind, std::string_view cause, std::size_t begin) const;
  [[noreturn]] void malformed(std::string_view cause, std::size_t begin) const {
    refuse(ErrorKind::format, cause, begin);
  }
  [[noreturn]] void unsupported(std::string_view cause, std::size_t begin) const {
    refuse(ErrorKind::unsupported, cause, begin);
  }

 private:
  std::string_view pattern_;
  std::size_t at_ = 0;
};

// The number that `digits` write; none where it is 2^32 or more, or there is no digit.
std::optional<char32_t> number(std::string_view digits, int base) noexcept;

// What follows a backslash.
struct Escape {
  enum class Kind {
    literal,    // value: the code point
    category,   // value: one of d D s S w W
    position,   // value: one of A b B Z
    reference,  // value: the number of the group
  };
  Kind kind;
  char32_t value;
};

// Reads an escape whose backslash, at `begin`, has been taken.
// Throws Error: format for one that Python does not have, unsupported for \N{…} and surrogates.
Escape read_escape(Reader& reader, std::size_t begin, bool in_class);

}  // namespace alertsage::python_regex
