// Models in which little data would become much: by reference, by widening, by compression.
#include "tests/core/format/compressors.hpp"
#include "tests/core/format/hostile_files.hpp"
#include "tests/core/format/hostile_model_parts.hpp"
#include "tests/core/format/pickle_assembler.hpp"

namespace alertsage::testing {
namespace {

constexpr std::size_t kMega = std::size_t{1} << 20;

std::string vector_of(std::size_t length) {
  return long_integer(static_cast<std::int64_t>(length)) + kTuple1;
}

std::string matrix_of(std::size_t rows, std::size_t columns) {
  return long_integer(static_cast<std::int64_t>(rows)) +
         long_integer(static_cast<std::int64_t>(columns)) + kTuple2;
}

// An array of zeros.
std::string zeros(std::string_view code, std::size_t item_bytes, std::size_t length) {
  return pickled_array(dtype(code), vector_of(length),
                       long_bytes(std::string(item_bytes * length, '\0')));
}

std::string in_zlib(const std::string& pickle) {
  return compressed(pickle, Container::zlib);
}

// One estimator, named again and again.
std::string repeated(const std::string& estimator, std::size_t count) {
  return hostile_pair(hostile_vectorizer(),
                      hostile_one_vs_rest(list_of_one(estimator, count), zeros("i1", 1, 2)));
}

// An estimator's classes as text that has to be decoded.
std::string encoded_classes(std::size_t width) {
  return pickled_array(dtype("U" + std::to_string(width)), vector_of(2),
                       global("_codecs", "encode") + long_text(std::string(8 * width, '\0')) +
                           text("latin1") + kTuple2 + kReduce);
}

std::string diagonal(std::size_t length) {
  const std::string item = pickled_array(dtype("f4"), vector_of(1), long_bytes("1234"));
  return object("scipy.sparse._csr", "csr_matrix",
                text("data") + item + text("indices") + zeros("i1", 1, length) + text("indptr") +
                    zeros("i1", 1, length));
}

// A transformer of the layout before scikit-learn 1.5.
std::string transformer_with(const std::string& matrix) {
  return object("sklearn.feature_extraction.text", "TfidfTransformer",
                text("norm") + text("l2") + text("use_idf") + "\x88" + text("sublinear_tf") +
                    "\x89" + text("_idf_diag") + matrix);
}

std::string with_classes(std::size_t count) {
  const std::string coefficients =
      pickled_array(dtype("f4"), matrix_of(count, 1), long_bytes(std::string(4 * count, '\0')));
  return object("sklearn.linear_model._logistic", "LogisticRegression",
                text("coef_") + coefficients + text("intercept_") + "G" + std::string(8, '\0') +
                    text("classes_") + zeros("i1", 1, count) + text("solver") + text("lbfgs"));
}

}  // namespace

std::vector<HostileFile> hostile_amplifiers() {
  const std::string too_much = "more estimators than the file's size accounts for";
  const std::string many_classes = "more classes than";
  const std::size_t count = 4 * kMega;
  return {
      {"estimator_a_million_times", repeated(hostile_classifier(), 1'000'000), too_much, {}},
      {"estimator_of_long_classes",
       repeated(hostile_classifier({"classes_", encoded_classes(50'000)}), 20'000),
       too_much,
       {}},
      {"idf_matrix_of_bytes",
       in_zlib(hostile_pair(hostile_vectorizer({"_tfidf", transformer_with(diagonal(10 * kMega))}),
                            hostile_classifier())),
       "the matrix of idf values is not diagonal",
       {}},
      {"idf_of_millions_for_one_term",
       in_zlib(hostile_pair(
           hostile_vectorizer({"_tfidf", hostile_transformer({"idf_", zeros("f4", 4, 5 * kMega)})}),
           hostile_classifier())),
       "5242880 idf values for 1 terms",
       {}},
      {"millions_of_classes",
       in_zlib(hostile_pair(hostile_vectorizer(), with_classes(count))),
       many_classes,
       {}},
      {"millions_of_classes_in_a_binarizer",
       in_zlib(hostile_pair(hostile_vectorizer(),
                            hostile_one_vs_rest(kEmptyList + hostile_classifier() + kAppend,
                                                zeros("i1", 1, 20 * kMega)))),
       many_classes,
       {}},
      {"classes_by_reference",
       hostile_pair(
           hostile_vectorizer(),
           hostile_classifier({"classes_", pickled_array(dtype("O8", "|"), vector_of(500'001),
                                                         list_of_one(text("a"), 500'000))})),
       many_classes,
       {}},
  };
}

}  // namespace alertsage::testing
