// The parser behind core/text/python_regex_syntax.hpp: reads Python's syntax from front to back and
// writes PCRE2's as it goes. It is one class in two sources: what follows each other
// (python_regex_syntax.cpp) and what is in parentheses (python_regex_groups.cpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/text/python_regex_flags.hpp"
#include "core/text/python_regex_reader.hpp"
#include "core/text/python_regex_syntax.hpp"

namespace alertsage::python_regex {

// What a quantifier would repeat.
struct Item {
  enum class Kind {
    none,
    position,  // ^ $ \b …, which Python does not repeat
    repeated,
    character,  // one of a set
    group,      // anything else
  };
  Kind kind = Kind::none;
  std::size_t begin = 0;  // in the translation
  bool may_be_empty = true;
  bool captures = false;
};

struct Counts {
  std::string text;
  char32_t least;
  std::optional<char32_t> most;  // none: without bound
};

class Translator {
 public:
  explicit Translator(std::string_view pattern) : reader_(pattern) {}

  Translation translate();

 private:
  enum class Group { absent, open, closed };

  // Each of those that return bool, but for parenthesis(), returns whether what it has read may
  // match nothing. `begin` is where in the pattern it began.

  bool alternatives(Flags& flags, bool is_outermost);
  // Up to `|`, `)` or the end. Where flags for all may stand, they are set in `flags`.
  bool sequence(Flags& flags, bool may_set_flags);
  // What is neither a quantifier nor in parentheses, and begins with `c`.
  void item(char32_t c, std::size_t begin, Flags flags, Item& next);
  void escape(std::size_t begin, Flags flags, Item& next);
  void back_reference(char32_t group, std::size_t begin, Flags flags);
  // The quantifier that begins with `c`, which has been taken; where `c` begins none, nothing, and
  // nothing more is taken.
  std::optional<Counts> read_counts(char32_t c, std::size_t begin);
  void repeat(const Counts& counts, std::size_t begin, Item& last);

  // Past a parenthesis that has been taken; whether that was an item, which `next` then is.
  bool parenthesis(std::size_t begin, Flags& flags, bool may_set_flags, Item& next);
  // What is written alike in both, after `(?`.
  std::string_view take_opening();
  bool group(std::string_view opening, std::size_t begin, Flags flags);
  void enter(std::size_t begin);
  void leave(std::size_t begin);
  bool capture(std::size_t begin, Flags flags);
  bool python_extension(std::size_t begin, Flags flags);  // (?P<name>…) and (?P=name)
  std::string_view read_name(char32_t end, std::size_t begin);
  bool condition(std::size_t begin, Flags flags);

  Reader reader_;
  std::string out_;
  Group group_ = Group::absent;  // the one that captures
  bool group_may_be_empty_ = false;
  std::string_view name_;
  std::optional<std::size_t> forward_condition_;
  int depth_ = 0;
  bool has_parentheses_ = false;
};

}  // namespace alertsage::python_regex
