// Regular expressions of Python 3.11's `re` on str, as scikit-learn's token_pattern is one:
// https://docs.python.org/3.11/library/re.html#regular-expression-syntax. They are translated for
// PCRE2 (pcre2pattern(3)) and answer as `re` does, with Unicode 14.0.0; scripts/check-patterns
// compares both. What cannot be made equal is refused by name:
//
//   more than one group that captures; \N{…}; surrogates; the flags L and t; the flags a and u of
//   a group; a back reference, and a capital letter beyond U+FFFF, where case is ignored; names
//   that are not of ASCII; repetitions beyond 65,535; repetitions, but for `?`, of a group that may
//   match nothing, and possessive ones of a group that captures, where Python has its own ways;
//   look-behind that PCRE2 does not have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace alertsage {

class PythonRegex {
 public:
  // Room to match in: one for each thread, for any number of expressions. Empty until it is used.
  class Scratch;

  // Throws Error: format where `pattern` is no regular expression, unsupported where it is one that
  // we do not have; place() is the byte in the pattern and what stands there, where PCRE2 did not
  // refuse the whole.
  explicit PythonRegex(std::string_view pattern);

  std::string_view pattern() const noexcept;  // as given

  // Calls visit(std::string_view) for each item of `re.findall(pattern, text)`, in order, each a
  // part of `text`: what the group has captured where there is one (empty where it took no part),
  // else the whole match. REQUIRES: `text` is UTF-8.
  // Thread-safe. Allocates nothing once `scratch` has grown. Backtracking may be exponential:
  // throws Error (unsupported) where a match takes more than 20 MB or 10^6 steps from one place,
  // and where the text takes more than 2 seconds, and a second a megabyte, of processor time.
  template <typename Visit>
  void for_each_match(std::string_view text, Scratch& scratch, Visit&& visit) const;

 private:
  struct Program;  // immutable

  struct Position {
    std::size_t at = 0;
    bool after_empty = false;      // an empty match ends here: another does not begin here
    std::int64_t deadline_ns = 0;  // of the whole text; 0 before the first match
    std::int64_t cpu_deadline_ns = 0;
  };

  void check_time(const Position& position) const;

  // The next match at or after `position`, which moves to its end; none where there is none.
  std::optional<std::string_view> next_match(std::string_view text, Position& position,
                                             Scratch& scratch) const;

  std::shared_ptr<const Program> program_;
};

class PythonRegex::Scratch {
 public:
  Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;
  ~Scratch();

 private:
  friend class PythonRegex;
  struct Room;
  std::unique_ptr<Room> room_;
};

template <typename Visit>
void PythonRegex::for_each_match(std::string_view text, Scratch& scratch, Visit&& visit) const {
  Position position;
  while (const auto match = next_match(text, position, scratch)) visit(*match);
}

}  // namespace alertsage
