#include "core/text/python_regex_syntax.hpp"

#include <fmt/format.h>

#include "core/text/python_regex_class.hpp"
#include "core/text/python_regex_translator.hpp"

namespace alertsage::python_regex {
namespace {

constexpr char32_t kMaxRepeat = 65'535;  // PCRE2's

bool is_pattern_space(char32_t c) {
  return c == U' ' || (c >= U'\t' && c <= U'\r');
}

}  // namespace

Translation Translator::translate() {
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

bool Translator::alternatives(Flags& flags, bool is_outermost) {
  bool may_be_empty = sequence(flags, is_outermost);
  while (reader_.accept(U'|')) {
    out_ += '|';
    may_be_empty |= sequence(flags, false);
  }
  return may_be_empty;
}

bool Translator::sequence(Flags& flags, bool may_set_flags) {
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
    Item next{Item::Kind::character, out_.size(), false};
    if (c != U'(') {
      item(c, begin, flags, next);
    } else if (!parenthesis(begin, flags, may_set_flags && last.kind == Item::Kind::none, next)) {
      continue;
    }
    others_may_be_empty &= last.may_be_empty;
    last = next;
  }
}

void Translator::item(char32_t c, std::size_t begin, Flags flags, Item& next) {
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
}

void Translator::escape(std::size_t begin, Flags flags, Item& next) {
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
      next.may_be_empty = group_may_be_empty_;
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

void Translator::back_reference(char32_t group, std::size_t begin, Flags flags) {
  if (group != 1 || group_ == Group::absent) {
    reader_.malformed("pattern: a reference to a group that is not there", begin);
  }
  if (group_ == Group::open) reader_.malformed("pattern: a reference to an open group", begin);
  if (flags.ignore_case) {
    reader_.unsupported("pattern: a reference to a group where case is ignored", begin);
  }
  out_ += "\\g{1}";
}

std::optional<Counts> Translator::read_counts(char32_t c, std::size_t begin) {
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

void Translator::repeat(const Counts& counts, std::size_t begin, Item& last) {
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
    const bool repeats = is_possessive || counts.most != char32_t{1};
    if (is_group && last.may_be_empty && repeats) {
      reader_.unsupported("pattern: a repetition of a group that may match nothing", begin);
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

Translation translate(std::string_view pattern) {
  return Translator(pattern).translate();
}

}  // namespace alertsage::python_regex
