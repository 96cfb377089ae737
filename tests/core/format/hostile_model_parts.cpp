#include "tests/core/format/hostile_model_parts.hpp"

#include <utility>
#include <vector>

#include "tests/core/format/pickle_assembler.hpp"

namespace alertsage::testing {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

const std::string kTrue = "\x88";
const std::string kFalse = "\x89";

std::string opcodes_of(Fields fields, const Replaced& replaced) {
  std::string opcodes;
  bool done = replaced.field.empty();
  for (const auto& [name, value] : fields) {
    const bool here = name == replaced.field;
    done = done || here;
    opcodes += text(name) + (here ? replaced.value : value);
  }
  return done ? opcodes : opcodes + text(replaced.field) + replaced.value;
}

std::string vector_of(std::uint8_t length) {
  return integer(length) + kTuple1;
}

}  // namespace

std::string times(std::size_t count, std::string_view piece) {
  std::string all;
  all.reserve(count * piece.size());
  for (std::size_t i = 0; i < count; ++i) all += piece;
  return all;
}

std::string list_of_one(std::string_view value, std::size_t references) {
  constexpr std::size_t kBatch = 1000;
  return kEmptyList + std::string(value) + kMemoize + kAppend +
         times(references / kBatch, kMark + times(kBatch, get(0)) + kAppends);
}

std::string long_integer(std::int64_t value) {
  return "\x8A\x08" + little_endian(value);
}

std::string long_text(std::string_view value) {
  return "\x8D" + little_endian(std::uint64_t{value.size()}) + std::string(value);
}

std::string long_bytes(std::string_view value) {
  return "\x8E" + little_endian(std::uint64_t{value.size()}) + std::string(value);
}

std::string pickled_array(std::string_view type, std::string_view shape,
                          std::string_view bytes_opcodes) {
  return global("numpy.core.multiarray", "_reconstruct") + kMark + global("numpy", "ndarray") +
         vector_of(0) + "C\x01" + "b" + kTuple + kReduce + kMark + integer(std::uint8_t{1}) +
         std::string(shape) + std::string(type) + kFalse + std::string(bytes_opcodes) + kTuple +
         kBuild;
}

std::string hostile_transformer(const Replaced& replaced) {
  return object("sklearn.feature_extraction.text", "TfidfTransformer",
                opcodes_of({{"norm", text("l2")},
                            {"use_idf", kTrue},
                            {"sublinear_tf", kFalse},
                            {"idf_", pickled_array(dtype("f4"), vector_of(1),
                                                   "C\x04"
                                                   "1234")}},
                           replaced));
}

std::string hostile_vectorizer(const Replaced& replaced) {
  return object(
      "sklearn.feature_extraction.text", "TfidfVectorizer",
      opcodes_of({{"input", text("content")},
                  {"preprocessor", kNone},
                  {"tokenizer", kNone},
                  {"lowercase", kTrue},
                  {"strip_accents", kNone},
                  {"analyzer", text("word")},
                  {"token_pattern", text(R"((?u)\b\w\w+\b)")},
                  {"ngram_range", integer(std::uint8_t{1}) + integer(std::uint8_t{1}) + kTuple2},
                  {"stop_words", kNone},
                  {"binary", kFalse},
                  {"dtype", global("numpy", "float64")},
                  {"vocabulary_", kEmptyDict + text("a") + integer(std::uint8_t{0}) + kSetitem},
                  {"_tfidf", hostile_transformer()}},
                 replaced));
}

std::string hostile_classifier(const Replaced& replaced) {
  return object(
      "sklearn.linear_model._logistic", "LogisticRegression",
      opcodes_of(
          {{"coef_", pickled_array(dtype("f4"),
                                   integer(std::uint8_t{1}) + integer(std::uint8_t{1}) + kTuple2,
                                   "C\x04"
                                   "1234")},
           {"intercept_", "G" + std::string(8, '\0')},
           {"classes_", pickled_array(dtype("i1"), vector_of(2),
                                      "C\x02"
                                      "01")},
           {"solver", text("lbfgs")}},
          replaced));
}

std::string hostile_one_vs_rest(std::string_view estimators, std::string_view classes) {
  return object(
      "sklearn.multiclass", "OneVsRestClassifier",
      text("estimators_") + std::string(estimators) + text("label_binarizer_") +
          object("sklearn.preprocessing._label", "LabelBinarizer",
                 text("y_type_") + text("multiclass") + text("classes_") + std::string(classes)));
}

std::string hostile_pair(std::string_view vectorizer, std::string_view classifier) {
  return kProto4 + std::string(vectorizer) + std::string(classifier) + kTuple2 + kStop;
}

}  // namespace alertsage::testing
