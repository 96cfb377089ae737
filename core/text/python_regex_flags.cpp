#include "core/text/python_regex_flags.hpp"

namespace alertsage::python_regex {
namespace {

bool* flag_of(char32_t letter, Flags& flags) {
  switch (letter) {
    case U'a':
      return &flags.ascii;
    case U'i':
      return &flags.ignore_case;
    case U'm':
      return &flags.multi_line;
    case U's':
      return &flags.dot_all;
    case U'x':
      return &flags.verbose;
    default:
      return nullptr;
  }
}

struct Letters {
  Flags flags;
  bool any = false;
  bool unicode = false;
};

Letters read_letters(Reader& reader, std::size_t begin) {
  Letters letters;
  for (;; letters.any = true) {
    const char32_t c = reader.peek();
    if (bool* flag = flag_of(c, letters.flags)) {
      *flag = true;
    } else if (c == U'u') {
      letters.unicode = true;
    } else if (c == U'L' || c == U't') {
      reader.take();
      reader.unsupported("pattern: a flag that we do not have", begin);
    } else {
      return letters;
    }
    reader.take();
  }
}

}  // namespace

std::optional<Flags> read_flags(Reader& reader, std::size_t begin, Flags& flags, bool may_set) {
  Letters on = read_letters(reader, begin);
  if (on.flags.ascii && on.unicode) reader.malformed("pattern: the flags a and u", begin);
  if (on.any && reader.accept(U')')) {
    if (!may_set) reader.malformed("pattern: flags for all, not at the start", begin);
    flags = {flags.ascii || on.flags.ascii, flags.ignore_case || on.flags.ignore_case,
             flags.multi_line || on.flags.multi_line, flags.dot_all || on.flags.dot_all,
             flags.verbose || on.flags.verbose};
    if (on.unicode && flags.ascii) reader.malformed("pattern: the flags a and u", begin);
    return std::nullopt;
  }
  Letters off;
  const bool has_minus = reader.accept(U'-');
  if (has_minus) off = read_letters(reader, begin);
  const bool is_empty = has_minus ? !off.any : !on.any;
  if (is_empty || !reader.accept(U':')) {
    reader.take();
    reader.malformed("pattern: an extension that Python does not have", begin);
  }
  if (on.flags.ascii || on.unicode || off.flags.ascii || off.unicode) {
    reader.unsupported("pattern: the flags a and u of a group", begin);
  }
  Flags scoped = flags;
  for (const char32_t letter : {U'i', U'm', U's', U'x'}) {
    const bool is_on = *flag_of(letter, on.flags);
    const bool is_off = *flag_of(letter, off.flags);
    if (is_on && is_off) reader.malformed("pattern: a flag turned on and off", begin);
    if (is_on || is_off) *flag_of(letter, scoped) = is_on;
  }
  return scoped;
}

}  // namespace alertsage::python_regex
