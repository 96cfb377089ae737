// scikit-learn's analyzers "char" and "char_wb" (_char_ngrams, _char_wb_ngrams). Before both it
// replaces the pattern \s\s+ by one space, so that a single tab or line end stays.
#include "core/text/split.hpp"
#include "core/text/unicode.hpp"

namespace alertsage {
namespace {

void add_character(char32_t character, TextScratch& scratch) {
  const auto begin = static_cast<std::uint32_t>(scratch.tokens.size());
  append_utf8(character, scratch.tokens);
  scratch.bounds.push_back({begin, static_cast<std::uint32_t>(scratch.tokens.size())});
}

}  // namespace

void split_characters(std::string_view text, TextScratch& scratch) {
  std::size_t spaces = 0;  // in a row, up to here
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text.substr(at));
    at += c.size;
    spaces = is_space(c.value) ? spaces + 1 : 0;
    if (spaces < 2) {
      add_character(c.value, scratch);
    } else if (spaces == 2) {  // the first of them becomes the space
      scratch.tokens.resize(scratch.bounds.back().begin);
      scratch.bounds.pop_back();
      add_character(U' ', scratch);
    }
  }
}

// str.split() ends a word where white space begins, however much there is of it.
void split_characters_of_words(std::string_view text, TextScratch& scratch) {
  bool in_word = false;
  const auto leave_word = [&] {
    if (!in_word) return;
    add_character(U' ', scratch);
    scratch.word_ends.push_back(static_cast<std::uint32_t>(scratch.bounds.size()));
    in_word = false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text.substr(at));
    at += c.size;
    if (is_space(c.value)) {
      leave_word();
      continue;
    }
    if (!in_word) add_character(U' ', scratch);
    in_word = true;
    add_character(c.value, scratch);
  }
  leave_word();
}

}  // namespace alertsage
