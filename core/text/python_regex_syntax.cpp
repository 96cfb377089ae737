#include "core/text/python_regex_syntax.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/python_regex_class.hpp"
#include "core/text/python_regex_flags.hpp"
#include "core/text/python_regex_reader.hpp"
#include "core/text/unicode.hpp"

namespace alertsage::python_regex {
namespace {

// PCRE2's own limit (PCRE2_PARENS_NEST_LIMIT): a group is a call here.
constexpr int kMaxDepth = 250;
constexpr char32_t kMaxRepeat = 65'535;

bool is_pattern_space(char32_t c) {
  return c == U' ' || (c >= U'\t' && c <= U'\r');
}

bool is_group_name(std::string_view name) {
  const auto is_name_byte = [](char c) {
    return is_word(static_cast<unsigned char>(c)) && static_cast<unsigned char>(c) < 0x80;
  };
  return !name.empty() && (name[0] < '0' || name[0] > '9') &&
         std::all_of(name.begin(), name.end(), is_name_byte);
}

// What a quantifier would repeat.
enum class Item {
  none,
  position,  // ^ $ \b …, which Python does not repeat
  repeated,
  other,
};

enum class Group { absent, open, closed };

class Translator {
 public:
  explicit Translator(std::string_view pattern) : reader_(pattern) {}

  Translation translate() {
    Flags flags;
    alternatives(flags, true);
    if (reader_.peek() != kEnd) {
      const std::size_t begin = reader_.offset();
      reader_.take();
      reader_.malformed("pattern: a closing parenthesis without an opening one", begin);
    }
    if (forward_condition_ && group_ == Group::absent) {
      reader_.malformed("pattern: a condition on a group that is not there", *forward_condition_);
    }
    return {std::move(out_), flags.ascii, group_ != Group::absent};
  }

 private:
  void alternatives(Flags& flags, bool is_outermost) {
    sequence(flags, is_outermost);
    while (reader_.accept(U'|')) {
      out_ += '|';
      sequence(flags, false);
    }
  }

  // Up to `|`, `)` or the end. Where flags for all may stand, they are set in `flags`.
  void sequence(Flags& flags, bool may_set_flags) {
    Item last = Item::none;
    for (;;) {
      const std::size_t begin = reader_.offset();
      const char32_t c = reader_.peek();
      if (c == kEnd || c == U'|' || c == U')') return;
      reader_.take();
      if (flags.verbose && is_pattern_space(c)) continue;
      if (flags.verbose && c == U'#') {
        reader_.skip_past(U'\n');
      } else if (c == U'(') {
        parenthesis(begin, flags, may_set_flags && last == Item::none, last);
      } else {
        last = item(c, begin, flags, last);
      }
    }
  }

  Item item(char32_t c, std::size_t begin, Flags flags, Item last) {
    switch (c) {
      case U'\\':
        return escape(begin, flags);
      case U'[':
        translate_class(reader_, begin, flags, out_);
        return Item::other;
      case U'.':
        out_ += flags.dot_all ? "." : "[^\\n]";
        return Item::other;
      case U'^':
        out_ += flags.multi_line ? "(?m:^)" : "\\A";
        return Item::position;
      case U'$':
        out_ += flags.multi_line ? "(?m:$)" : "$";
        return Item::position;
      case U'*':
      case U'+':
      case U'?':
        repeat(std::string(1, static_cast<char>(c)), begin, last);
        return Item::repeated;
      case U'{':
        if (const std::string counts = read_counts(begin); !counts.empty()) {
          repeat(counts, begin, last);
          return Item::repeated;
        }
        [[fallthrough]];
      default:
        append_literal(c, flags, reader_, begin, out_);
        return Item::other;
    }
  }

  Item escape(std::size_t begin, Flags flags) {
    const Escape escape = read_escape(reader_, begin, false);
    switch (escape.kind) {
      case Escape::Kind::literal:
        append_literal(escape.value, flags, reader_, begin, out_);
        break;
      case Escape::Kind::category:
        append_category(escape.value, flags, out_);
        break;
      case Escape::Kind::reference:
        back_reference(escape.value, begin, flags);
        break;
      case Escape::Kind::position:
        if (escape.value == U'Z') {
          out_ += "\\z";
        } else {
          out_ += {'\\', static_cast<char>(escape.value)};
          // Up to Python 3.13 an empty text has no place that is not a boundary.
          if (escape.value == U'B') out_ += "(?!\\A\\z)";
        }
        return Item::position;
    }
    return Item::other;
  }

  void back_reference(char32_t group, std::size_t begin, Flags flags) {
    if (group != 1 || group_ == Group::absent) {
      reader_.malformed("pattern: a reference to a group that is not there", begin);
    }
    if (group_ == Group::open) reader_.malformed("pattern: a reference to an open group", begin);
    if (flags.ignore_case) {
      reader_.unsupported("pattern: a reference to a group where case is ignored", begin);
    }
    out_ += "\\g{1}";
  }

  // Of a quantifier whose brace, at `begin`, has been taken; empty, and nothing more taken, where
  // the brace is a character.
  std::string read_counts(std::size_t begin) {
    const std::size_t after = reader_.offset();
    const std::string_view low = reader_.take_digits(10);
    const bool has_comma = reader_.accept(U',');
    const std::string_view high = has_comma ? reader_.take_digits(10) : low;
    if (!reader_.accept(U'}') || (low.empty() && !has_comma)) {
      reader_.back_to(after);
      return {};
    }
    const auto count = [&](std::string_view digits) {
      const auto value = number(digits, 10);
      if (!value || *value > kMaxRepeat) {
        reader_.unsupported("pattern: a repetition of more than 65,535", begin);
      }
      return *value;
    };
    const char32_t least = low.empty() ? 0 : count(low);
    if (high.empty()) return fmt::format("{{{},}}", static_cast<unsigned>(least));
    const char32_t most = count(high);
    if (most < least) reader_.malformed("pattern: a repetition whose most is less", begin);
    return fmt::format("{{{},{}}}", static_cast<unsigned>(least), static_cast<unsigned>(most));
  }

  void repeat(std::string_view counts, std::size_t begin, Item last) {
    if (last == Item::none || last == Item::position) {
      reader_.malformed("pattern: nothing to repeat", begin);
    }
    if (last == Item::repeated) reader_.malformed("pattern: repeated twice", begin);
    out_ += counts;
    if (reader_.accept(U'?')) {
      out_ += '?';
    } else if (reader_.accept(U'+')) {
      out_ += '+';
    }
  }

  // Past a parenthesis that has been taken. `last` becomes what a quantifier would then repeat.
  void parenthesis(std::size_t begin, Flags& flags, bool may_set_flags, Item& last) {
    if (!reader_.accept(U'?')) {
      capture(begin, flags);
    } else if (reader_.accept(U'#')) {
      if (!reader_.skip_past(U')')) reader_.malformed("pattern: a comment without its end", begin);
      return;
    } else if (reader_.accept(U'P')) {
      python_extension(begin, flags);
    } else if (reader_.accept(U'(')) {
      condition(begin, flags);
    } else if (const std::string_view opening = take_opening(); !opening.empty()) {
      group(opening, begin, flags);
    } else if (const auto scoped = read_flags(reader_, begin, flags, may_set_flags)) {
      group("(?:", begin, *scoped);
    } else {
      return;
    }
    last = Item::other;
  }

  // What is written alike in both, after `(?`.
  std::string_view take_opening() {
    if (reader_.accept(U':')) return "(?:";
    if (reader_.accept(U'>')) return "(?>";
    if (reader_.accept(U'=')) return "(?=";
    if (reader_.accept(U'!')) return "(?!";
    const std::size_t before = reader_.offset();
    if (reader_.accept(U'<')) {
      if (reader_.accept(U'=')) return "(?<=";
      if (reader_.accept(U'!')) return "(?<!";
    }
    reader_.back_to(before);
    return {};
  }

  void group(std::string_view opening, std::size_t begin, Flags flags) {
    out_ += opening;
    if (++depth_ > kMaxDepth) reader_.unsupported("pattern: groups nested more than 250", begin);
    alternatives(flags, false);
    --depth_;
    close(begin);
  }

  void close(std::size_t begin) {
    if (!reader_.accept(U')')) reader_.malformed("pattern: a group without its end", begin);
    out_ += ')';
  }

  void capture(std::size_t begin, Flags flags) {
    if (group_ != Group::absent) {
      reader_.unsupported("pattern: more than one group that captures", begin);
    }
    group_ = Group::open;
    group("(", begin, flags);
    group_ = Group::closed;
  }

  // (?P<name>…) and (?P=name)
  void python_extension(std::size_t begin, Flags flags) {
    if (reader_.accept(U'<')) {
      const std::string_view name = read_name(U'>', begin);
      const bool is_first = group_ == Group::absent;
      if (is_first) name_ = name;
      capture(begin, flags);
    } else if (reader_.accept(U'=')) {
      const std::string_view name = read_name(U')', begin);
      back_reference(name == name_ ? 1 : 0, begin, flags);
    } else {
      reader_.take();
      reader_.malformed("pattern: an extension that Python does not have", begin);
    }
  }

  std::string_view read_name(char32_t end, std::size_t begin) {
    const std::size_t at = reader_.offset();
    if (!reader_.skip_past(end)) reader_.malformed("pattern: a name without its end", begin);
    std::string_view name = reader_.since(at);
    name.remove_suffix(1);
    if (!is_group_name(name)) reader_.unsupported("pattern: a name that is not of ASCII", begin);
    return name;
  }

  void condition(std::size_t begin, Flags flags) {
    const std::size_t at = reader_.offset();
    if (!reader_.take_digits(10).empty()) {
      const auto group = number(reader_.since(at), 10);
      if (!reader_.accept(U')') || group != char32_t{1}) {
        reader_.malformed("pattern: a condition on a group that is not there", begin);
      }
      if (group_ == Group::absent && !forward_condition_) forward_condition_ = begin;
    } else if (read_name(U')', begin) != name_) {
      reader_.malformed("pattern: a condition on a group that is not there", begin);
    }
    out_ += "(?(1)";
    if (++depth_ > kMaxDepth) reader_.unsupported("pattern: groups nested more than 250", begin);
    sequence(flags, false);
    if (reader_.accept(U'|')) {
      out_ += '|';
      sequence(flags, false);
    }
    --depth_;
    if (reader_.peek() == U'|') reader_.malformed("pattern: a condition of three branches", begin);
    close(begin);
  }

  Reader reader_;
  std::string out_;
  Group group_ = Group::absent;
  std::string_view name_;
  std::optional<std::size_t> forward_condition_;
  int depth_ = 0;
};

}  // namespace

Translation translate(std::string_view pattern) {
  return Translator(pattern).translate();
}

}  // namespace alertsage::python_regex
