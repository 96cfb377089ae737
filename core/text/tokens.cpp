// Both patterns, seen from a maximal run of word characters. A \b before a word character is the
// start of such a run and a \b after one is its end, so a match is always a whole run:
//   \b\w\w+\b           one of two characters or more;
//   \b[a-z][a-z0-9]+\b  such a run that starts with a letter and holds [a-z0-9] only.
#include <array>

#include "core/text/split.hpp"
#include "core/text/unicode.hpp"

namespace alertsage {
namespace {

using Kinds = unsigned char;     // 0: no word character
constexpr Kinds kLetter = 1;     // [a-z]
constexpr Kinds kDigit = 2;      // [0-9]
constexpr Kinds kOtherWord = 4;  // any other \w
constexpr Kinds kEncoded = 8;    // to be decoded first

constexpr std::array<Kinds, 256> kKinds = [] {
  std::array<Kinds, 256> kinds{};
  for (unsigned c = 'a'; c <= 'z'; ++c) kinds[c] = kLetter;
  for (unsigned c = 'A'; c <= 'Z'; ++c) kinds[c] = kOtherWord;
  for (unsigned c = '0'; c <= '9'; ++c) kinds[c] = kDigit;
  kinds['_'] = kOtherWord;
  for (unsigned c = 0x80; c <= 0xFF; ++c) kinds[c] = kEncoded;
  return kinds;
}();

struct Character {
  Kinds kinds;
  std::size_t size;  // in bytes
};

Character character_at(std::string_view text, std::size_t at) {
  const Kinds kinds = kKinds[static_cast<unsigned char>(text[at])];
  if (kinds != kEncoded) return {kinds, 1};
  const CodePoint c = decode_utf8(text.substr(at));
  return {is_word(c.value) ? kOtherWord : Kinds{0}, c.size};
}

// A maximal run of word characters, in byte offsets into its text.
struct WordRun {
  std::size_t begin;
  std::size_t end;
  std::size_t length;  // in characters
  Kinds first;
  Kinds kinds;  // of all its characters
};

// The first run at or after `at`; an empty one where there is none.
WordRun next_run(std::string_view text, std::size_t at) {
  Character c{};
  for (; at < text.size(); at += c.size) {
    c = character_at(text, at);
    if (c.kinds != 0) break;
  }
  WordRun run{.begin = at, .end = at, .length = 0, .first = c.kinds, .kinds = 0};
  for (; run.end < text.size(); run.end += c.size) {
    c = character_at(text, run.end);
    if (c.kinds == 0) break;
    run.kinds |= c.kinds;
    ++run.length;
  }
  return run;
}

bool matches(TokenPattern::Kind pattern, const WordRun& run) {
  if (run.length < 2) return false;
  return pattern == TokenPattern::Kind::word ||
         (run.first == kLetter && (run.kinds & kOtherWord) == 0);
}

}  // namespace

void split_words(const TokenPattern& pattern, const TermTable& stop_words, std::string_view text,
                 TextScratch& scratch) {
  for (WordRun run = next_run(text, 0); run.length != 0; run = next_run(text, run.end)) {
    if (!matches(pattern.kind(), run)) continue;
    add_token(text.substr(run.begin, run.end - run.begin), stop_words, scratch);
  }
}

}  // namespace alertsage
