#include "core/format/sklearn_vectorizer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/format/numpy_array.hpp"
#include "core/format/sklearn_fields.hpp"
#include "core/text/stop_words.hpp"

namespace alertsage::sklearn {
namespace {

using pickle::Global;
using pickle::Kind;
using pickle::Value;

// These change the text or the tokens in ways that need Python, or that we do not do.
void refuse_custom_text(const Fields& fields) {
  for (const std::string_view name : {"preprocessor", "tokenizer", "strip_accents"}) {
    const std::optional<Value> value = fields.find(name);
    if (value && !value->is_none()) {
      throw fields.error(ErrorKind::unsupported, "a setting other than None", name);
    }
  }
  for (const auto& [name, only] : {std::pair("analyzer", "word"), std::pair("input", "content")}) {
    if (fields.text(name) != only) {
      throw fields.error(ErrorKind::unsupported, fmt::format("a setting other than '{}'", only),
                         name);
    }
  }
}

void read_ngram_range(const Fields& fields, TextPipeline& text) {
  std::vector<std::int64_t> range;
  for (const Value bound : fields.at("ngram_range").items()) range.push_back(bound.integer());
  if (range.size() != 2 || range[0] < 1 || range[1] < range[0] || range[1] > kMaxNgram) {
    throw fields.error(ErrorKind::unsupported,
                       fmt::format("not a range of n-grams within 1 to {}", kMaxNgram),
                       "ngram_range");
  }
  text.ngram_min = static_cast<std::uint32_t>(range[0]);
  text.ngram_max = static_cast<std::uint32_t>(range[1]);
}

TextPipeline read_pipeline(const Fields& fields) {
  refuse_custom_text(fields);
  TextPipeline text = {.lowercase = fields.flag("lowercase"),
                       .token_pattern = token_pattern_named(fields.text("token_pattern"))};
  read_ngram_range(fields, text);
  return text;
}

Norm read_norm(const Fields& transformer) {
  const Value norm = transformer.at("norm");
  return norm.is_none() ? Norm::none : norm_named(norm.text());
}

// A list, a tuple or a set of text. Protocols 2 and 3 pickle a set as a call of `set` on a list.
Value collection(Value value) {
  if (!value.is_record(Global::set) && !value.is_record(Global::frozenset)) return value;
  for (const Value list : value.args().items()) return list;
  throw value.error("a set of nothing");
}

std::vector<std::string> read_stop_words(const Fields& fields) {
  const Value words = fields.at("stop_words");
  if (words.is_none()) return {};
  if (words.kind() == Kind::text) {
    if (words.text() != "english") {
      throw fields.error(ErrorKind::unsupported, "a list of stop words other than 'english'",
                         "stop_words");
    }
    const auto english = english_stop_words();
    return {english.begin(), english.end()};
  }
  // To scikit-learn the list is a set: a word that is there twice is no error.
  std::vector<std::string> distinct;
  std::set<std::string_view> seen;
  for (const std::string_view word : collection(words).texts()) {
    if (seen.insert(word).second) distinct.emplace_back(word);
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
  for (const Value token : collection(*tokens).items()) {
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

// A diagonal matrix, up to scikit-learn 1.4.
const numpy::Array& diagonal(const JoblibDocument& document, Value matrix) {
  if (!matrix.is_record(Global::csr_matrix)) throw matrix.error("expected a CSR matrix");
  const Fields fields(matrix);
  const numpy::Array& data = document.array(fields.at("data"));
  const auto counts_from_zero = [&](std::string_view name, std::uint64_t count) {
    const std::vector<std::int64_t> values =
        numpy::integers(document.array(fields.at(name, Kind::array)));
    for (std::uint64_t i = 0; i < values.size(); ++i) {
      if (values[i] != static_cast<std::int64_t>(i)) return false;
    }
    return values.size() == count;
  };
  if (!counts_from_zero("indices", data.count) || !counts_from_zero("indptr", data.count + 1)) {
    throw matrix.error("the matrix of idf values is not diagonal");
  }
  return data;
}

// scikit-learn 1.5 has the values as they are. A file may have both, for readers old and new; then
// they agree.
void read_idf(const JoblibDocument& document, const Fields& transformer, Vectorizer& vectorizer) {
  const std::optional<Value> plain = transformer.find("idf_");
  const std::optional<Value> matrix = transformer.find("_idf_diag");
  if (!plain && !matrix) throw transformer.error(ErrorKind::format, "not fitted", "idf_");
  const numpy::Array& values = plain ? document.array(*plain) : diagonal(document, *matrix);
  vectorizer.idf = numpy::reals(values);
  vectorizer.idf_in_f32 = values.type == numpy::kFloat32;
  if (plain && matrix && numpy::reals(diagonal(document, *matrix)) != vectorizer.idf) {
    throw matrix->error("idf_ and _idf_diag disagree");
  }
  if (vectorizer.idf.size() != vectorizer.terms.size()) {
    throw values.error(
        fmt::format("{} idf values for {} terms", vectorizer.idf.size(), vectorizer.terms.size()));
  }
}

// A class, or an instance of numpy.dtype.
bool is_float32(const Fields& fields) {
  const Value dtype = fields.at("dtype");
  const bool instance = dtype.is_record(Global::dtype);
  if (dtype.global() == Global::float32 || (instance && numpy::data_type(dtype) == numpy::kFloat32))
    return true;
  if (dtype.global() == Global::float64 || (instance && numpy::data_type(dtype) == numpy::kFloat64))
    return false;
  throw fields.error(ErrorKind::unsupported, "a type other than float32 and float64", "dtype");
}

}  // namespace

Vectorizer read_vectorizer(const JoblibDocument& document) {
  const Fields fields(document.root());
  // The transformer's settings are what transform() obeys; the vectorizer's copies are for fit().
  const Fields transformer(fields.at("_tfidf", Kind::record));

  Vectorizer vectorizer = {.settings = {.text = read_pipeline(fields),
                                        .binary = fields.flag("binary"),
                                        .sublinear_tf = transformer.flag("sublinear_tf"),
                                        .use_idf = transformer.flag("use_idf"),
                                        .norm = read_norm(transformer)},
                           .stop_words = read_stop_words(fields),
                           .terms = read_terms(fields),
                           .idf = {},
                           .computes_in_f32 = is_float32(fields),
                           .idf_in_f32 = true,
                           .version = fields.version(),
                           .dropped = dropped_tokens(fields)};
  if (vectorizer.settings.use_idf) {
    read_idf(document, transformer, vectorizer);
  } else {
    vectorizer.idf.assign(vectorizer.terms.size(), 1.0);
  }
  return vectorizer;
}

}  // namespace alertsage::sklearn
