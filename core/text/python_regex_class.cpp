#include "core/text/python_regex_class.hpp"

#include <fmt/format.h>

#include <iterator>

#include "core/text/python_case.hpp"
#include "core/text/unicode.hpp"
#include "core/text/unicode_tables.hpp"

namespace alertsage::python_regex {
namespace {

using python_case::CodePointRange;
using python_case::CodePoints;

bool is_alphanumeric(char32_t c) {
  return (c | 0x20) - U'a' < 26 || c - U'0' < 10;
}

// Within a class and outside: nothing that is written so has another meaning to PCRE2.
void append_character(char32_t c, std::string& out) {
  if (c < U' ' || c == 0x7F) {
    fmt::format_to(std::back_inserter(out), "\\x{{{:x}}}", static_cast<unsigned>(c));
    return;
  }
  if (c < 0x80 && c != U'_' && !is_alphanumeric(c)) out += '\\';
  append_utf8(c, out);
}

CodePoints white_space(bool ascii) {
  if (ascii) return {{U'\t', U'\r'}, {U' ', U' '}};
  CodePoints set;
  const unicode_tables::InversionList list = unicode_tables::kSpace;
  for (std::size_t i = 0; i + 1 < list.size(); i += 2) set.push_back({list[i], list[i + 1] - 1});
  return set;
}

struct CharacterClass {
  bool negated = false;
  std::vector<CodePointRange> ranges;  // as written
  std::vector<CodePointRange> spaces;  // of \s and \S
  std::string categories;              // the others, which PCRE2 has as Python does

  void add_category(char32_t letter, bool ascii) {
    if ((letter | 0x20) == U's') {
      const CodePoints space = white_space(ascii);
      const CodePoints set = letter == U's' ? space : python_case::complement(space);
      spaces.insert(spaces.end(), set.begin(), set.end());
    } else {
      categories += {'\\', static_cast<char>(letter)};
    }
  }

  void append_to(std::string& out, Flags flags) const {
    std::vector<CodePointRange> all =
        flags.ignore_case ? python_case::ignoring_case(ranges, flags.ascii) : ranges;
    all.insert(all.end(), spaces.begin(), spaces.end());
    const CodePoints set = python_case::normalised(std::move(all));

    const bool is_literal =
        !negated && categories.empty() && set.size() == 1 && set[0].first == set[0].last;
    if (is_literal) return append_character(set[0].first, out);
    out += negated ? "[^" : "[";
    out += categories;
    for (const CodePointRange range : set) {
      append_character(range.first, out);
      if (range.first == range.last) continue;
      if (range.last > range.first + 1) out += '-';
      append_character(range.last, out);
    }
    out += ']';
  }
};

void refuse_where_case_depends(char32_t c, Flags flags, const Reader& reader, std::size_t begin) {
  if (flags.ignore_case && !flags.ascii && python_case::is_capital_beyond_bmp(c)) {
    reader.unsupported("pattern: a capital letter beyond U+FFFF where case is ignored", begin);
  }
}

// One end of a range, or an item by itself.
Escape read_member(Reader& reader, std::size_t begin) {
  const std::size_t at = reader.offset();
  const char32_t c = reader.take();
  if (c == kEnd) reader.malformed("pattern: a class without its end", begin);
  return c == U'\\' ? read_escape(reader, at, true) : Escape{Escape::Kind::literal, c};
}

}  // namespace

void append_literal(char32_t c, Flags flags, const Reader& reader, std::size_t begin,
                    std::string& out) {
  refuse_where_case_depends(c, flags, reader, begin);
  CharacterClass one;
  one.ranges.push_back({c, c});
  one.append_to(out, flags);
}

void append_category(char32_t letter, Flags flags, std::string& out) {
  CharacterClass one;
  one.add_category(letter, flags.ascii);
  if (one.spaces.empty()) {
    out += one.categories;
  } else {
    one.append_to(out, flags);
  }
}

void translate_class(Reader& reader, std::size_t begin, Flags flags, std::string& out) {
  CharacterClass result;
  result.negated = reader.accept(U'^');
  const std::size_t first = reader.offset();
  for (;;) {
    const std::size_t at = reader.offset();
    if (at != first && reader.accept(U']')) break;
    const Escape member = read_member(reader, begin);
    const bool is_category = member.kind == Escape::Kind::category;
    // A hyphen before the end is one, not a range.
    const std::size_t hyphen = reader.offset();
    bool is_range = reader.accept(U'-');
    if (is_range && reader.peek() == U']') {
      reader.back_to(hyphen);
      is_range = false;
    }
    if (is_range) {
      const Escape last = read_member(reader, begin);
      if (is_category || last.kind == Escape::Kind::category || last.value < member.value) {
        reader.malformed("pattern: a range whose ends are not in order", at);
      }
      result.ranges.push_back({member.value, last.value});
    } else if (is_category) {
      result.add_category(member.value, flags.ascii);
    } else {
      refuse_where_case_depends(member.value, flags, reader, at);
      result.ranges.push_back({member.value, member.value});
    }
  }
  result.append_to(out, flags);
}

}  // namespace alertsage::python_regex
