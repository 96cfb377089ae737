#include "core/text/python_case.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "core/text/unicode.hpp"
#include "core/text/unicode_tables.hpp"

namespace alertsage::python_case {
namespace {

constexpr char32_t kLastOfBmp = 0xFFFF;
constexpr char32_t kLastCodePoint = 0x10FFFF;

char32_t lower_of(char32_t c) {
  if (c == kCapitalIWithDotAbove) return U'i';
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

// Lower-case letters that share their upper case, of which the full mapping counts: U+FB05 and
// U+FB06 are both "ST". Zero is no member.
constexpr std::array<char32_t, 3> kSharedUpperCase[] = {
    {0x69, 0x131},   {0x73, 0x17F},    {0xB5, 0x3BC},    {0x345, 0x3B9, 0x1FBE},
    {0x390, 0x1FD3}, {0x3B0, 0x1FE3},  {0x3B2, 0x3D0},   {0x3B5, 0x3F5},
    {0x3B8, 0x3D1},  {0x3BA, 0x3F0},   {0x3C0, 0x3D6},   {0x3C1, 0x3F1},
    {0x3C2, 0x3C3},  {0x3C6, 0x3D5},   {0x432, 0x1C80},  {0x434, 0x1C81},
    {0x43E, 0x1C82}, {0x441, 0x1C83},  {0x44A, 0x1C86},  {0x442, 0x1C84, 0x1C85},
    {0x463, 0x1C87}, {0x1C88, 0xA64B}, {0x1E61, 0x1E9B}, {0xFB05, 0xFB06},
};

// Python takes the first character of the full upper case. Where that is another than the simple
// one, it comes before the letter, save for these; and to a range that ends beyond U+FFFF, which is
// all that asks, an upper case before the letter is none.
constexpr CodePointRange kFirstOfUpperCase[] = {
    {0x149, 0x2BC}, {0x390, 0x399}, {0x1FB2, 0x1FBA}, {0x1FC2, 0x1FCA}, {0x1FF2, 0x1FFA}};
constexpr char32_t kSharpS = 0xDF;

char32_t upper_of(char32_t c) {
  for (const auto& [letter, upper] : kFirstOfUpperCase) {
    if (c == letter) return upper;
  }
  const utf8proc_int32_t upper = utf8proc_toupper(static_cast<utf8proc_int32_t>(c));
  const bool has_longer = c == kSharpS || utf8proc_category(upper) == UTF8PROC_CATEGORY_LT;
  return has_longer ? c : static_cast<char32_t>(upper);
}

struct Letter {
  char32_t value;
  char32_t lower;
};

// Every character that has another case, in order. Only what is cased can have one, and U+0345,
// which is case-ignorable.
std::vector<Letter> find_cased_letters() {
  std::vector<Letter> letters;
  const auto add = [&](char32_t c) {
    if (lower_of(c) != c || upper_of(c) != c) letters.push_back({c, lower_of(c)});
  };
  for (const auto& list : {unicode_tables::kCased, unicode_tables::kCaseIgnorable}) {
    for (std::size_t i = 0; i + 1 < list.size(); i += 2) {
      for (char32_t c = list[i]; c < list[i + 1]; ++c) add(c);
    }
  }
  for (const auto& group : kSharedUpperCase) {
    for (const char32_t c : group) {
      if (c != 0) letters.push_back({c, lower_of(c)});
    }
  }
  // The other case of a letter is a letter, too.
  for (std::size_t i = 0, count = letters.size(); i < count; ++i) {
    letters.push_back({letters[i].lower, lower_of(letters[i].lower)});
  }
  std::ranges::sort(letters, {}, &Letter::value);
  const auto same = [](Letter a, Letter b) { return a.value == b.value; };
  letters.erase(std::unique(letters.begin(), letters.end(), same), letters.end());
  return letters;
}

const std::vector<Letter>& cased_letters() {
  static const std::vector<Letter> kLetters = find_cased_letters();
  return kLetters;
}

bool contains(std::span<const CodePointRange> ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](CodePointRange range) { return range.first <= c && c <= range.last; });
}

void add_sharing_upper_case(char32_t lower, std::vector<CodePointRange>& out) {
  for (const auto& group : kSharedUpperCase) {
    if (std::find(group.begin(), group.end(), lower) == group.end()) continue;
    for (const char32_t c : group) {
      if (c != 0) out.push_back({c, c});
    }
  }
}

char32_t ascii_lower_of(char32_t c) {
  return c < 0x80 ? static_cast<unsigned char>(ascii_lower(static_cast<char>(c))) : c;
}

}  // namespace

CodePoints normalised(std::vector<CodePointRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](CodePointRange a, CodePointRange b) { return a.first < b.first; });
  CodePoints set;
  for (const CodePointRange range : ranges) {
    if (!set.empty() && range.first <= set.back().last + 1) {
      set.back().last = std::max(set.back().last, range.last);
    } else {
      set.push_back(range);
    }
  }
  return set;
}

CodePoints complement(const CodePoints& set) {
  CodePoints rest;
  char32_t next = 0;
  for (const CodePointRange range : set) {
    if (range.first > next) rest.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kLastCodePoint) rest.push_back({next, kLastCodePoint});
  return rest;
}

// The letters as a set.
const CodePoints& cased_set() {
  static const CodePoints kSet = [] {
    std::vector<CodePointRange> ranges;
    for (const Letter letter : cased_letters()) ranges.push_back({letter.value, letter.value});
    return normalised(std::move(ranges));
  }();
  return kSet;
}

// Python lowers the character of the text, and looks it up among the lowered characters of the
// class and those that share their upper case; but of a range that ends beyond U+FFFF, which it
// does not enumerate, it asks whether the lowered character or the upper case of that is within.
CodePoints ignoring_case(std::span<const CodePointRange> ranges, bool ascii) {
  const std::vector<Letter>& letters = cased_letters();
  const auto lower = [ascii](Letter letter) {
    return ascii ? ascii_lower_of(letter.value) : letter.lower;
  };

  std::vector<CodePointRange> lowered;
  std::vector<CodePointRange> open_ended;
  for (const CodePointRange range : ranges) {
    if (range.last > kLastOfBmp) open_ended.push_back(range);
  }
  for (const Letter letter : letters) {
    if (letter.value > kLastOfBmp || !contains(ranges, letter.value)) continue;
    lowered.push_back({lower(letter), lower(letter)});
    if (!ascii) add_sharing_upper_case(lower(letter), lowered);
  }
  lowered = normalised(std::move(lowered));

  std::vector<CodePointRange> matching;
  for (const Letter letter : letters) {
    const char32_t c = lower(letter);
    const bool by_range =
        !open_ended.empty() && (contains(open_ended, c) || contains(open_ended, upper_of(c)));
    if (by_range || contains(lowered, c)) matching.push_back({letter.value, letter.value});
  }
  // Characters without case are what they were.
  const CodePoints given = normalised({ranges.begin(), ranges.end()});
  std::vector<CodePointRange> outside = complement(given);
  const CodePoints& cased = cased_set();
  outside.insert(outside.end(), cased.begin(), cased.end());
  const CodePoints caseless = complement(normalised(std::move(outside)));
  matching.insert(matching.end(), caseless.begin(), caseless.end());
  return normalised(std::move(matching));
}

bool is_capital_beyond_bmp(char32_t code_point) noexcept {
  return code_point > kLastOfBmp && lower_of(code_point) != code_point;
}

}  // namespace alertsage::python_case
