#include "core/format/sklearn_vectorizer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/format/numpy_array.hpp"
#include "core/format/numpy_scalar.hpp"
#include "core/format/sklearn_fields.hpp"
#include "core/text/stop_words.hpp"

namespace alertsage::sklearn {
namespace {

using pickle::Global;
using pickle::Kind;
using pickle::Value;

// These change the text or the tokens in ways that need Python, or that we do not do.
void refuse_custom_text(const Fields& fields) {
  for (const std::string_view name : {"preprocessor", "tokenizer"}) {
    const std::optional<Value> value = fields.find(name);
    if (value && !value->is_none()) {
      throw fields.error(ErrorKind::unsupported, "a setting other than None", name);
    }
  }
  if (fields.text("input") != "content") {
    throw fields.error(ErrorKind::unsupported, "a setting other than 'content'", "input");
  }
}

// N-grams that are longer than the longest term find nothing, so they need not be made. Between the
// tokens of a term there is at least one space.
std::int64_t longest_ngram(const std::vector<std::string>& terms, Analyzer analyzer) {
  std::int64_t longest = 1;
  for (const std::string& term : terms) {
    const std::int64_t size =
        analyzer == Analyzer::word
            ? 1 + std::count(term.begin(), term.end(), ' ')
            : std::count_if(term.begin(), term.end(), [](char c) { return (c & 0xC0) != 0x80; });
    longest = std::max(longest, size);
  }
  return longest;
}

void read_ngram_range(const Fields& fields, const std::vector<std::string>& terms,
                      TextPipeline& text) {
  const Value bounds = fields.at("ngram_range");
  if (bounds.kind() != Kind::pair && bounds.kind() != Kind::tuple && bounds.kind() != Kind::list) {
    throw fields.error(ErrorKind::format, "expected two integers", "ngram_range");
  }
  std::vector<std::int64_t> range;
  for (const Value bound : bounds.items()) range.push_back(numpy::integer(bound));
  if (range.size() != 2 || range[0] < 1 || range[1] < range[0]) {
    throw fields.error(ErrorKind::format, "not a range of n-grams", "ngram_range");
  }
  if (range[1] > kMaxNgram) {
    range[1] = std::max(range[0], std::min(range[1], longest_ngram(terms, text.analyzer)));
  }
  if (range[1] > kMaxNgram) {
    throw fields.error(ErrorKind::unsupported, fmt::format("n-grams of more than {}", kMaxNgram),
                       "ngram_range");
  }
  text.ngram_min = static_cast<std::uint32_t>(range[0]);
  text.ngram_max = static_cast<std::uint32_t>(range[1]);
}

StripAccents read_strip_accents(const Fields& fields) {
  const std::optional<std::string> value = fields.text_or_none("strip_accents");
  return value ? strip_accents_named(*value) : StripAccents::none;
}

// A pattern is wrong at a place of its own, which is none of the file.
TokenPattern read_token_pattern(const Fields& fields) {
  const std::string pattern = fields.text("token_pattern");
  try {
    return TokenPattern(pattern);
  } catch (const Error& error) {
    std::string cause = error.cause();
    if (!error.place().piece.empty()) cause += fmt::format(": '{}'", error.place().piece);
    if (error.place().offset) cause += fmt::format(" at {}", *error.place().offset);
    throw fields.error(error.kind(), cause, "token_pattern");
  }
}

TextPipeline read_pipeline(const Fields& fields, const std::vector<std::string>& terms) {
  refuse_custom_text(fields);
  TextPipeline text = {.lowercase = fields.flag("lowercase"),
                       .strip_accents = read_strip_accents(fields),
                       .analyzer = analyzer_named(fields.text("analyzer"))};
  if (text.analyzer == Analyzer::word) text.token_pattern = read_token_pattern(fields);
  read_ngram_range(fields, terms, text);
  return text;
}

// Each costs a string and a slot, far more than the bytes that it may be in a file.
constexpr std::size_t kMostStopWords = 262'144;

// A list, a tuple or a set. Protocols 2 and 3 pickle a set as a call of `set` on a list.
Value collection(const Fields& fields, std::string_view name) {
  Value value = fields.at(name);
  if (value.is_record(Global::set) || value.is_record(Global::frozenset)) {
    value = numpy::first_items(value.args(), 1)[0];
  }
  const Kind kind = value.kind();
  if (kind == Kind::list || kind == Kind::set || kind == Kind::tuple || kind == Kind::pair) {
    return value;
  }
  throw fields.error(ErrorKind::unsupported,
                     fmt::format("expected a list, found {}", name_of(kind)), name);
}

std::vector<std::string> read_stop_words(const Fields& fields) {
  const Value words = fields.at("stop_words");
  if (words.is_none()) return {};
  if (numpy::plain_kind(words) == Kind::text) {
    if (fields.text("stop_words") != "english") {
      throw fields.error(ErrorKind::unsupported, "a list of stop words other than 'english'",
                         "stop_words");
    }
    const auto english = english_stop_words();
    return {english.begin(), english.end()};
  }
  // To scikit-learn the list is a set: a word that is there twice is no error.
  std::vector<std::string> distinct;
  std::set<std::string>
      seen;  // and no hash table, which a file's author could fill with collisions
  numpy::TextReader text_of;
  for (const Value word : collection(fields, "stop_words").items()) {
    if (distinct.size() == kMostStopWords) {
      throw fields.error(ErrorKind::unsupported,
                         fmt::format("more stop words than {}", kMostStopWords), "stop_words");
    }
    std::string text = text_of(word);
    if (seen.insert(text).second) distinct.push_back(std::move(text));
  }
  return distinct;
}

// scikit-learn up to 1.4 keeps every token that the vocabulary left out (CVE-2024-5206). Incident
// texts hold names, addresses and passwords; none of that is part of a model.
std::string dropped_tokens(const Fields& fields) {
  const std::optional<Value> tokens = fields.find("stop_words_");
  if (!tokens || tokens->is_none()) return "";
  std::size_t count = 0;
  std::size_t bytes = 0;
  for (const Value token : collection(fields, "stop_words_").items()) {
    ++count;
    bytes += token.text().size();
  }
  if (count == 0) return "";
  return fmt::format(
      "stop_words_: {} tokens of the training texts that are no terms, {} bytes "
      "(CVE-2024-5206)",
      count, bytes);
}

// A dict from term to column: it has each column once. That it has no term twice, the pickle
// machine has checked.
std::vector<std::string> read_terms(const Fields& fields) {
  const pickle::Range<pickle::Entry> vocabulary = fields.at("vocabulary_", Kind::dict).entries();
  std::vector<std::string_view> columns(vocabulary.size());  // data() is null where free
  numpy::IntegerReader integer;
  for (const pickle::Entry entry : vocabulary) {
    if (entry.key.kind() != Kind::text) {
      throw fields.error(ErrorKind::unsupported,
                         "a term that is no plain str (str(term) makes one)", "vocabulary_");
    }
    const auto column = static_cast<std::uint64_t>(integer(entry.value));
    if (column >= columns.size() || columns[column].data() != nullptr) {
      throw entry.key.error(
          fmt::format("the vocabulary's columns are not 0 to {}, each once", columns.size() - 1),
          entry.key.text());
    }
    columns[column] = entry.key.text();
  }
  // The dict is in the order in which terms were met, so this reads all over the file.
  constexpr std::size_t kAhead = 8;
  std::vector<std::string> terms;
  terms.reserve(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i + kAhead < columns.size()) __builtin_prefetch(columns[i + kAhead].data());
    terms.emplace_back(columns[i]);
  }
  return terms;
}

// A class, or an instance of numpy.dtype. Counts are integers or floats.
bool is_float32(const Fields& fields) {
  const Value dtype = fields.at("dtype");
  if (dtype.is_record(Global::dtype)) {
    const numpy::DataType type = numpy::data_type(dtype);
    if (type == numpy::kFloat32 || type == numpy::kFloat64) return type == numpy::kFloat32;
    if (type.is_integer() && type.item_bytes >= 4) return false;
  } else {
    if (dtype.global() == Global::float32) return true;
    if (dtype.global() == Global::float64 || dtype.global() == Global::count_type) return false;
  }
  throw fields.error(ErrorKind::unsupported, "a type other than float32, float64, int32 and int64",
                     "dtype");
}

}  // namespace

Vectorizer read_vectorizer(Value estimator) {
  const Fields fields(estimator);
  Vectorizer vectorizer = {.name = std::string(fields.estimator()),
                           .version = fields.version(),
                           .text = {},
                           .binary = fields.flag("binary"),
                           .stop_words = {},
                           .terms = read_terms(fields),
                           .computes_in_f32 = is_float32(fields),
                           .dropped = dropped_tokens(fields)};
  vectorizer.text = read_pipeline(fields, vectorizer.terms);
  // The other analyzers ignore them.
  if (vectorizer.text.analyzer == Analyzer::word) vectorizer.stop_words = read_stop_words(fields);
  return vectorizer;
}

}  // namespace alertsage::sklearn
