// Why the chain need not be run as a chain.
//
// Every replacement starts and ends with a space; every \b of a pattern stands beside a word
// character of its own; and no pattern but the first matches across white space. So once a rule has
// replaced something, what lies to its left and to its right are two pieces that no later rule sees
// together, and to a word character the end of its piece is a word boundary. A rule is therefore a
// function on a piece: it cuts the piece where its pattern matches, writes its label for each cut
// and hands what lies between to the next rule. The first pieces are the runs of characters that
// are not white space; only the first rule looks beyond its run.
//
// Most runs of ordinary text match no rule, and every rule needs certain characters. While a run is
// looked for, the set of its characters is gathered; the rules are asked only where it holds all
// that one of them needs.
#include "core/text/cleaning.hpp"

#include <algorithm>
#include <array>

#include "core/text/narrow_text.hpp"

namespace alertsage {
namespace {

using namespace narrow_text;

constexpr std::size_t kEncodedLength = 20;
constexpr std::size_t kNowhere = std::string_view::npos;

// What the patterns need.
constexpr std::array kNeeded = {
    features_of("google"), features_of("gdrive"), features_of("box"),    features_of("http"),
    features_of("www."),   features_of("1."),     kForeignDigits | kDot, kSlashes};

// Without a branch for each pattern: which of them nearly match is hard to predict.
constexpr bool some_rule_may_match(Features features, std::size_t size) {
  bool may_match = size >= kEncodedLength;
  for (const Features needed : kNeeded) may_match |= (features & needed) == needed;
  return may_match;
}

void append_word(std::string_view word, std::string& out) {
  if (!out.empty()) out += ' ';
  out += word;
}

// [^a-z0-9 ] and \b\d+\b: what is left are words of letters and digits, not all digits.
void words(std::string_view piece, std::string& out) {
  for (std::size_t at = 0; at < piece.size(); ++at) {
    const std::size_t begin = at;
    Features features = 0;
    for (; at < piece.size() && is_alphanumeric(piece[at]); ++at)
      features |= features_of(piece[at]);
    if ((features & kLetters) != 0) append_word(piece.substr(begin, at - begin), out);
  }
}

constexpr bool is_encoded(char c) {
  return is_alphanumeric(c) || c == '+' || c == '/' || c == '=';
}

// [a-z0-9+/=]{20,}
void encoded(std::string_view piece, std::string& out) {
  std::size_t from = 0;
  for (std::size_t at = 0; at < piece.size(); ++at) {
    const std::size_t begin = at;
    while (at < piece.size() && is_encoded(piece[at])) ++at;
    if (at - begin < kEncodedLength) continue;
    words(piece.substr(from, begin - from), out);
    append_word("encoded", out);
    from = at;
  }
  words(piece.substr(from), out);
}

// /[^\s]+
void slash_paths(std::string_view piece, std::string& out) {
  const std::size_t slash = piece.find('/');
  const bool matches = slash != kNowhere && slash + 1 < piece.size();
  encoded(matches ? piece.substr(0, slash) : piece, out);
  if (matches) append_word("filepath", out);
}

// [a-z]:\\[^\s]+
void drive_paths(std::string_view piece, std::string& out) {
  std::size_t colon = piece.find(":\\");
  while (colon != kNowhere && (colon == 0 || !is_letter(piece[colon - 1]))) {
    colon = piece.find(":\\", colon + 2);
  }
  const bool matches = colon != kNowhere && colon + 2 < piece.size();
  slash_paths(matches ? piece.substr(0, colon - 1) : piece, out);
  if (matches) append_word("filepath", out);
}

// Length of \d{1,3}(?:\.\d{1,3}){3}\b at the start of `piece`, 0 where there is none. Nothing to
// try again: a group that is cut short is followed by a digit, neither a dot nor a word boundary.
std::size_t address_length(std::string_view piece) {
  std::size_t at = 0;
  for (int group = 0; group < 4; ++group) {
    if (group > 0 && (at == piece.size() || piece[at++] != '.')) return 0;
    const std::size_t begin = at;
    while (at < piece.size() && at - begin < 3 && is_digit(piece[at])) ++at;
    if (at == begin) return 0;
  }
  return at < piece.size() && is_word(piece[at]) ? 0 : at;
}

// \b\d{1,3}(?:\.\d{1,3}){3}\b
void addresses(std::string_view piece, std::string& out) {
  std::size_t from = 0;
  for (std::size_t at = 0; at < piece.size(); ++at) {
    if (!is_digit(piece[at]) || (at > 0 && is_word(piece[at - 1]))) continue;
    const std::size_t length = address_length(piece.substr(at));
    if (length == 0) continue;
    drive_paths(piece.substr(from, at - from), out);
    append_word("ipaddr", out);
    at += length;  // to what is no word character, so that no match starts there
    from = at;
  }
  drive_paths(piece.substr(from), out);
}

// http\S+|www\.\S+
void urls(std::string_view piece, std::string& out) {
  const auto start_of = [&](std::string_view scheme) {
    const std::size_t at = piece.find(scheme);
    return at != kNowhere && at + scheme.size() < piece.size() ? at : kNowhere;
  };
  const std::size_t start = std::min(start_of("http"), start_of("www."));
  addresses(piece.substr(0, start), out);
  if (start != kNowhere) append_word("url", out);
}

struct Name {
  std::string_view name;
  std::string_view label;
};
constexpr std::array<Name, 3> kNames = {
    {{"gdrive", "googledrive"}, {"box.com", "box"}, {"dropbox", "dropbox"}}};

// The name that stands at `at` between word boundaries; nullptr where there is none.
const Name* name_at(std::string_view piece, std::size_t at) {
  if (at > 0 && is_word(piece[at - 1])) return nullptr;
  for (const Name& name : kNames) {
    const std::size_t end = at + name.name.size();
    if (piece.substr(at).starts_with(name.name) && (end == piece.size() || !is_word(piece[end]))) {
      return &name;
    }
  }
  return nullptr;
}

// \bgdrive\b, \bbox\.com\b and \bdropbox\b, at once: no two of them can overlap.
void names(std::string_view piece, std::string& out) {
  std::size_t from = 0;
  for (std::size_t at = 0; at < piece.size(); ++at) {
    const Name* const name = name_at(piece, at);
    if (name == nullptr) continue;
    urls(piece.substr(from, at - from), out);
    append_word(name->label, out);
    at += name->name.size();  // likewise
    from = at;
  }
  urls(piece.substr(from), out);
}

constexpr std::string_view kGoogle = "google";
constexpr std::string_view kDrive = "drive";

// Whether `run` ends in \bgoogle.
bool ends_in_google(std::string_view run) {
  if (!run.ends_with(kGoogle)) return false;
  return run.size() == kGoogle.size() || !is_word(run[run.size() - kGoogle.size() - 1]);
}

// Length of \s+drive\b at the start of `text`, which is empty or starts with white space; 0 where
// there is none.
std::size_t drive_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && is_space(text[at])) ++at;
  if (!text.substr(at).starts_with(kDrive)) return 0;
  at += kDrive.size();
  return at < text.size() && is_word(text[at]) ? 0 : at;
}

// Cleans a run. Returns how much of `after`, the text behind it, belongs to a \bgoogle\s+drive\b
// that starts in the run.
std::size_t clean_run(std::string_view run, Features features, std::string_view after,
                      std::string& out) {
  if (!some_rule_may_match(features, run.size())) {
    const bool one_word = (features & ~(kLetters | kAsciiDigits)) == 0;
    if (!one_word) words(run, out);
    if (one_word && (features & kLetters) != 0) append_word(run, out);
    return 0;
  }
  const std::size_t drive = ends_in_google(run) ? drive_length(after) : 0;
  if (drive != 0) run.remove_suffix(kGoogle.size());
  names(run, out);
  if (drive != 0) append_word("googledrive", out);
  return drive;
}

}  // namespace

void clean_alertsage(std::string_view text, std::string& out, std::string& scratch) {
  narrow(text, scratch);
  out.clear();
  const std::string_view narrowed = scratch;
  for (std::size_t at = 0; at < narrowed.size();) {
    const std::size_t begin = at;
    Features features = 0;
    for (; at < narrowed.size() && !is_space(narrowed[at]); ++at) {
      features |= features_of(narrowed[at]);
    }
    if (at == begin) {
      ++at;
    } else {
      at += clean_run(narrowed.substr(begin, at - begin), features, narrowed.substr(at), out);
    }
  }
}

}  // namespace alertsage
