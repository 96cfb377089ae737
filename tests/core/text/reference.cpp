#include "tests/core/text/reference.hpp"

#include "core/text/unicode.hpp"

namespace alertsage::testing {
namespace {

using Text = std::u32string;

// Length of the match of a pattern that starts at a place; 0 where there is none. (None of the
// patterns matches the empty string.)
using Match = std::function<std::size_t(const Text&, std::size_t)>;

// \b
bool boundary(const Text& text, std::size_t at) {
  const bool before = at > 0 && is_word(text[at - 1]);
  const bool after = at < text.size() && is_word(text[at]);
  return before != after;
}

// Number of characters of a class from `at` on.
template <typename Class>
std::size_t span_of(const Text& text, std::size_t at, Class belongs) {
  std::size_t end = at;
  while (end < text.size() && belongs(text[end])) ++end;
  return end - at;
}

bool not_space(char32_t c) {
  return !is_space(c);
}
bool letter(char32_t c) {
  return c >= U'a' && c <= U'z';
}
bool alphanumeric(char32_t c) {
  return letter(c) || (c >= U'0' && c <= U'9');
}

bool literal(const Text& text, std::size_t at, const Text& word) {
  return text.compare(at, word.size(), word) == 0;
}

Match whole_word(const Text& word) {
  return [=](const Text& text, std::size_t at) -> std::size_t {
    const std::size_t end = at + word.size();
    return literal(text, at, word) && boundary(text, at) && boundary(text, end) ? word.size() : 0;
  };
}

std::size_t google_drive(const Text& text, std::size_t at) {
  if (!boundary(text, at) || !literal(text, at, U"google")) return 0;
  const std::size_t spaces = span_of(text, at + 6, is_space);
  const std::size_t end = at + 6 + spaces + 5;
  if (spaces == 0 || !literal(text, end - 5, U"drive") || !boundary(text, end)) return 0;
  return end - at;
}

std::size_t url(const Text& text, std::size_t at) {
  if (!literal(text, at, U"http") && !literal(text, at, U"www.")) return 0;
  const std::size_t rest = span_of(text, at + 4, not_space);
  return rest == 0 ? 0 : 4 + rest;
}

// End of \d{1,3}(?:\.\d{1,3}){groups - 1}\b, the longest group first, with all the ways back; 0
// where there is none.
std::size_t address_end(const Text& text, std::size_t at, int groups) {
  for (std::size_t digits = 3; digits > 0; --digits) {
    const std::size_t end = at + digits;
    if (span_of(text, at, is_digit) < digits) continue;
    if (groups == 1 && boundary(text, end)) return end;
    if (groups == 1 || !literal(text, end, U".")) continue;
    if (const std::size_t found = address_end(text, end + 1, groups - 1); found != 0) return found;
  }
  return 0;
}

std::size_t address(const Text& text, std::size_t at) {
  const std::size_t end = boundary(text, at) ? address_end(text, at, 4) : 0;
  return end == 0 ? 0 : end - at;
}

std::size_t drive_path(const Text& text, std::size_t at) {
  if (!letter(text[at]) || !literal(text, at + 1, U":\\")) return 0;
  const std::size_t rest = span_of(text, at + 3, not_space);
  return rest == 0 ? 0 : 3 + rest;
}

std::size_t slash_path(const Text& text, std::size_t at) {
  const std::size_t rest = text[at] == U'/' ? span_of(text, at + 1, not_space) : 0;
  return rest == 0 ? 0 : 1 + rest;
}

std::size_t encoded(const Text& text, std::size_t at) {
  const std::size_t length = span_of(
      text, at, [](char32_t c) { return alphanumeric(c) || c == U'+' || c == U'/' || c == U'='; });
  return length < 20 ? 0 : length;
}

std::size_t not_kept(const Text& text, std::size_t at) {
  return alphanumeric(text[at]) || text[at] == U' ' ? 0 : 1;
}

std::size_t number(const Text& text, std::size_t at) {
  for (std::size_t length = span_of(text, at, is_digit); length > 0; --length) {
    if (boundary(text, at) && boundary(text, at + length)) return length;
  }
  return 0;
}

std::size_t spaces(const Text& text, std::size_t at) {
  return span_of(text, at, is_space);
}

struct Rule {
  Match match;
  Text replacement;
};

const std::vector<Rule>& chain() {
  static const std::vector<Rule> kRules = {
      {google_drive, U" googledrive "},
      {whole_word(U"gdrive"), U" googledrive "},
      {whole_word(U"box.com"), U" box "},
      {whole_word(U"dropbox"), U" dropbox "},
      {url, U" url "},
      {address, U" ipaddr "},
      {drive_path, U" filepath "},
      {slash_path, U" filepath "},
      {encoded, U" encoded "},
      {not_kept, U" "},
      {number, U" "},
      {spaces, U" "},
  };
  return kRules;
}

Text substitute(const Rule& rule, const Text& text) {
  Text out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = rule.match(text, at);
    if (length == 0) {
      out += text[at++];
    } else {
      out += rule.replacement;
      at += length;
    }
  }
  return out;
}

template <typename First, typename Rest>
std::size_t token(const Text& text, std::size_t at, First first, Rest rest) {
  if (!boundary(text, at) || !first(text[at])) return 0;
  for (std::size_t more = span_of(text, at + 1, rest); more > 0; --more) {
    if (boundary(text, at + 1 + more)) return 1 + more;
  }
  return 0;
}

}  // namespace

std::u32string code_points(std::string_view text) {
  std::u32string decoded;
  while (!text.empty()) {
    const CodePoint c = decode_utf8(text);
    decoded += c.value;
    text.remove_prefix(c.size);
  }
  return decoded;
}

std::string utf8(std::u32string_view text) {
  std::string encoded;
  for (const char32_t c : text) append_utf8(c, encoded);
  return encoded;
}

std::string clean_by_chain(std::string_view text) {
  std::string lowered;
  lower(text, lowered);
  Text cleaned = code_points(lowered);
  for (const Rule& rule : chain()) cleaned = substitute(rule, cleaned);
  const std::size_t begin = spaces(cleaned, 0);
  const std::size_t end = cleaned.find_last_not_of(U' ') + 1;
  return begin == cleaned.size() ? "" : utf8(cleaned.substr(begin, end - begin));
}

std::vector<std::string> find_all(const TokenPattern& pattern, std::string_view text) {
  const Text decoded = code_points(text);
  std::vector<std::string> tokens;
  for (std::size_t at = 0; at < decoded.size();) {
    const std::size_t length = pattern == TokenPattern::kWord
                                   ? token(decoded, at, is_word, is_word)
                                   : token(decoded, at, letter, alphanumeric);
    if (length != 0) tokens.push_back(utf8(decoded.substr(at, length)));
    at += length == 0 ? 1 : length;
  }
  return tokens;
}

void for_each_sequence(std::span<const std::string_view> pieces, std::size_t length,
                       const std::function<void(const std::string&)>& visit) {
  std::string text;
  const std::function<void(std::size_t)> extend = [&](std::size_t left) {
    visit(text);
    if (left == 0) return;
    for (const std::string_view piece : pieces) {
      const std::size_t size = text.size();
      text += piece;
      extend(left - 1);
      text.resize(size);
    }
  };
  extend(length);
}

std::string random_sequence(std::span<const std::string_view> pieces, std::size_t length,
                            std::mt19937& random) {
  std::string text;
  for (std::size_t left = 1 + random() % length; left > 0; --left) {
    text += pieces[random() % pieces.size()];
  }
  return text;
}

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash;
}

}  // namespace alertsage::testing
