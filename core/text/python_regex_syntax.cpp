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
    return {std::move(out_), flags.ascii, group_ != Group::absent, has_parentheses_};
  }

 private:
  // Whether they may match nothing.
  bool alternatives(Flags& flags, bool is_outermost) {
    bool may_be_empty = sequence(flags, is_outermost);
    while (reader_.accept(U'|')) {
      out_ += '|';
      may_be_empty |= sequence(flags, false);
    }
    return may_be_empty;
  }

  // Up to `|`, `)` or the end; whether it may match nothing. Where flags for all may stand, they
  // are set in `flags`.
  bool sequence(Flags& flags, bool may_set_flags) {
    Item last;
    bool others_may_be_empty = true;
    for (;;) {
      const std::size_t begin = reader_.offset();
      const char32_t c = reader_.peek();
      if (c == kEnd || c == U'|' || c == U')') return others_may_be_empty && last.may_be_empty;
      reader_.take();
      if (flags.verbose && is_pattern_space(c)) continue;
      if (flags.verbose && c == U'#') {
        reader_.skip_past(U'\n');
        continue;
      }
      if (const auto counts = read_counts(c, begin)) {
        repeat(*counts, begin, last);
        continue;
      }
      const bool is_first = may_set_flags && last.kind == Item::Kind::none;
      Item next{Item::Kind::character, out_.size(), false};
      if (c == U'(' ? parenthesis(begin, flags, is_first, next) : item(c, begin, flags, next)) {
        others_may_be_empty &= last.may_be_empty;
        last = next;
      }
    }
  }

  // Translates what is neither a quantifier nor a group; always an item.
  bool item(char32_t c, std::size_t begin, Flags flags, Item& next) {
    const auto position = [&](std::string_view text) {
      out_ += text;
      next.kind = Item::Kind::position;
      next.may_be_empty = true;
    };
    switch (c) {
      case U'\\':
        escape(begin, flags, next);
        break;
      case U'[':
        translate_class(reader_, begin, flags, out_);
        break;
      case U'.':
        out_ += flags.dot_all ? "." : "[^\\n]";
        break;
      case U'^':
        position(flags.multi_line ? "(?m:^)" : "\\A");
        break;
      case U'$':
        position(flags.multi_line ? "(?m:$)" : "$");
        break;
      default:
        append_literal(c, flags, reader_, begin, out_);
    }
    return true;
  }

  void escape(std::size_t begin, Flags flags, Item& next) {
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
        next.kind = Item::Kind::group;
        next.may_be_empty = true;
        break;
      case Escape::Kind::position:
        if (escape.value == U'Z') {
          out_ += "\\z";
        } else {
          out_ += {'\\', static_cast<char>(escape.value)};
          // Up to Python 3.13 an empty text has no place that is not a boundary.
          if (escape.value == U'B') out_ += "(?!\\A\\z)";
        }
        next.kind = Item::Kind::position;
        next.may_be_empty = true;
        break;
    }
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

  // The quantifier that begins with `c`, which has been taken; where `c` begins none, nothing, and
  // nothing more is taken.
  std::optional<Counts> read_counts(char32_t c, std::size_t begin) {
    if (c == U'*') return Counts{"*", 0, {}};
    if (c == U'+') return Counts{"+", 1, {}};
    if (c == U'?') return Counts{"?", 0, 1};
    if (c != U'{') return std::nullopt;
    const std::size_t after = reader_.offset();
    const std::string_view low = reader_.take_digits(10);
    const bool has_comma = reader_.accept(U',');
    const std::string_view high = has_comma ? reader_.take_digits(10) : low;
    if (!reader_.accept(U'}') || (low.empty() && !has_comma)) {
      reader_.back_to(after);
      return std::nullopt;
    }
    const auto count = [&](std::string_view digits) {
      const auto value = number(digits, 10);
      if (!value || *value > kMaxRepeat) {
        reader_.unsupported("pattern: a repetition of more than 65,535", begin);
      }
      return *value;
    };
    const char32_t least = low.empty() ? 0 : count(low);
    const auto first = static_cast<unsigned>(least);
    if (high.empty()) return Counts{fmt::format("{{{},}}", first), least, {}};
    const char32_t most = count(high);
    if (most < least) reader_.malformed("pattern: a repetition whose most is less", begin);
    return Counts{fmt::format("{{{},{}}}", first, static_cast<unsigned>(most)), least, most};
  }

  void repeat(const Counts& counts, std::size_t begin, Item& last) {
    using Kind = Item::Kind;
    if (last.kind == Kind::none || last.kind == Kind::position) {
      reader_.malformed("pattern: nothing to repeat", begin);
    }
    if (last.kind == Kind::repeated) reader_.malformed("pattern: repeated twice", begin);
    const bool is_lazy = reader_.accept(U'?');
    const bool is_possessive = !is_lazy && reader_.accept(U'+');
    const bool is_group = last.kind == Kind::group;
    if (last.captures && (is_possessive || counts.most == char32_t{0})) {
      reader_.unsupported("pattern: a possessive or empty repetition of a group that captures",
                          begin);
    }
    if (counts.most == char32_t{0}) {
      // PCRE2 10.42 takes what is never matched for what a match begins with.
      out_.replace(last.begin, std::string::npos, "(?:)");
    } else {
      const bool is_plain = !is_possessive && (!counts.most || *counts.most <= 1);
      if (is_group && last.may_be_empty && !is_plain) {
        reader_.unsupported("pattern: a bounded or possessive repetition of what may be empty",
                            begin);
      }
      if (is_group && is_possessive) {
        // Python does not go back into one turn of it either.
        out_.insert(last.begin, "(?>(?>");
        out_ += ')';
        out_ += counts.text;
        out_ += ')';
      } else {
        out_ += counts.text;
        if (is_lazy) out_ += '?';
        if (is_possessive) out_ += '+';
      }
    }
    last.may_be_empty |= counts.least == 0;
    last.kind = Kind::repeated;
  }

  // Past a parenthesis that has been taken; whether that was an item.
  bool parenthesis(std::size_t begin, Flags& flags, bool may_set_flags, Item& next) {
    next.kind = Item::Kind::group;
    const bool captured = group_ != Group::absent;
    if (!reader_.accept(U'?')) {
      next.may_be_empty = capture(begin, flags);
    } else if (reader_.accept(U'#')) {
      if (!reader_.skip_past(U')')) reader_.malformed("pattern: a comment without its end", begin);
      return false;
    } else if (reader_.accept(U'P')) {
      next.may_be_empty = python_extension(begin, flags);
    } else if (reader_.accept(U'(')) {
      next.may_be_empty = condition(begin, flags);
    } else if (const std::string_view opening = take_opening(); !opening.empty()) {
      const bool consumes = opening == "(?:" || opening == "(?>";
      next.may_be_empty = group(opening, begin, flags) || !consumes;
    } else if (const auto scoped = read_flags(reader_, begin, flags, may_set_flags)) {
      next.may_be_empty = group("(?:", begin, *scoped);
    } else {
      return false;
    }
    has_parentheses_ = true;
    next.captures = !captured && group_ != Group::absent;
    return true;
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

  // Each of those that follow returns whether the group may match nothing.
  bool group(std::string_view opening, std::size_t begin, Flags flags) {
    out_ += opening;
    if (++depth_ > kMaxDepth) reader_.unsupported("pattern: groups nested more than 250", begin);
    const bool may_be_empty = alternatives(flags, false);
    --depth_;
    close(begin);
    return may_be_empty;
  }

  void close(std::size_t begin) {
    if (!reader_.accept(U')')) reader_.malformed("pattern: a group without its end", begin);
    out_ += ')';
  }

  bool capture(std::size_t begin, Flags flags) {
    if (group_ != Group::absent) {
      reader_.unsupported("pattern: more than one group that captures", begin);
    }
    group_ = Group::open;
    const bool may_be_empty = group("(", begin, flags);
    group_ = Group::closed;
    return may_be_empty;
  }

  // (?P<name>…) and (?P=name)
  bool python_extension(std::size_t begin, Flags flags) {
    if (reader_.accept(U'<')) {
      const std::string_view name = read_name(U'>', begin);
      if (group_ == Group::absent) name_ = name;
      return capture(begin, flags);
    }
    if (reader_.accept(U'=')) {
      const std::string_view name = read_name(U')', begin);
      back_reference(name == name_ ? 1 : 0, begin, flags);
      return true;
    }
    reader_.take();
    reader_.malformed("pattern: an extension that Python does not have", begin);
  }

  std::string_view read_name(char32_t end, std::size_t begin) {
    const std::size_t at = reader_.offset();
    if (!reader_.skip_past(end)) reader_.malformed("pattern: a name without its end", begin);
    std::string_view name = reader_.since(at);
    name.remove_suffix(1);
    if (!is_group_name(name)) reader_.unsupported("pattern: a name that is not of ASCII", begin);
    return name;
  }

  bool condition(std::size_t begin, Flags flags) {
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
    bool may_be_empty = sequence(flags, false);
    const bool has_other = reader_.accept(U'|');
    if (has_other) {
      out_ += '|';
      may_be_empty |= sequence(flags, false);
    }
    --depth_;
    if (reader_.peek() == U'|') reader_.malformed("pattern: a condition of three branches", begin);
    close(begin);
    return may_be_empty || !has_other;
  }

  Reader reader_;
  std::string out_;
  Group group_ = Group::absent;
  std::string_view name_;
  std::optional<std::size_t> forward_condition_;
  int depth_ = 0;
  bool has_parentheses_ = false;
};

}  // namespace

Translation translate(std::string_view pattern) {
  return Translator(pattern).translate();
}

}  // namespace alertsage::python_regex
