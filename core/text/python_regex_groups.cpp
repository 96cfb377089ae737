#include <algorithm>

#include "core/text/python_regex_translator.hpp"
#include "core/text/unicode.hpp"

namespace alertsage::python_regex {
namespace {

// PCRE2's own limit (PCRE2_PARENS_NEST_LIMIT): a group is a call here.
constexpr int kMaxDepth = 250;

bool is_group_name(std::string_view name) {
  const auto is_name_byte = [](char c) {
    return is_word(static_cast<unsigned char>(c)) && static_cast<unsigned char>(c) < 0x80;
  };
  return !name.empty() && (name[0] < '0' || name[0] > '9') &&
         std::all_of(name.begin(), name.end(), is_name_byte);
}

}  // namespace

bool Translator::parenthesis(std::size_t begin, Flags& flags, bool may_set_flags, Item& next) {
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

std::string_view Translator::take_opening() {
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

bool Translator::group(std::string_view opening, std::size_t begin, Flags flags) {
  out_ += opening;
  enter(begin);
  const bool may_be_empty = alternatives(flags, false);
  leave(begin);
  return may_be_empty;
}

void Translator::enter(std::size_t begin) {
  if (++depth_ > kMaxDepth) reader_.unsupported("pattern: groups nested more than 250", begin);
}

void Translator::leave(std::size_t begin) {
  if (!reader_.accept(U')')) reader_.malformed("pattern: a group without its end", begin);
  --depth_;
  out_ += ')';
}

bool Translator::capture(std::size_t begin, Flags flags) {
  if (group_ != Group::absent) {
    reader_.unsupported("pattern: more than one group that captures", begin);
  }
  group_ = Group::open;
  group_may_be_empty_ = group("(", begin, flags);
  group_ = Group::closed;
  return group_may_be_empty_;
}

bool Translator::python_extension(std::size_t begin, Flags flags) {
  if (reader_.accept(U'<')) {
    const std::string_view name = read_name(U'>', begin);
    if (group_ == Group::absent) name_ = name;
    return capture(begin, flags);
  }
  if (reader_.accept(U'=')) {
    const std::string_view name = read_name(U')', begin);
    back_reference(name == name_ ? 1 : 0, begin, flags);
    return group_may_be_empty_;
  }
  reader_.take();
  reader_.malformed("pattern: an extension that Python does not have", begin);
}

std::string_view Translator::read_name(char32_t end, std::size_t begin) {
  const std::size_t at = reader_.offset();
  if (!reader_.skip_past(end)) reader_.malformed("pattern: a name without its end", begin);
  std::string_view name = reader_.since(at);
  name.remove_suffix(1);
  if (!is_group_name(name)) reader_.unsupported("pattern: a name that is not of ASCII", begin);
  return name;
}

bool Translator::condition(std::size_t begin, Flags flags) {
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
  enter(begin);
  bool may_be_empty = sequence(flags, false);
  const bool has_other = reader_.accept(U'|');
  if (has_other) {
    out_ += '|';
    may_be_empty |= sequence(flags, false);
  }
  if (reader_.peek() == U'|') reader_.malformed("pattern: a condition of three branches", begin);
  leave(begin);
  return may_be_empty || !has_other;
}

}  // namespace alertsage::python_regex
