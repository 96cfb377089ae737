// Well-formed pickles of models whose settings and numbers are attacks.
#include "tests/core/format/hostile_files.hpp"
#include "tests/core/format/hostile_model_parts.hpp"
#include "tests/core/format/pickle_assembler.hpp"

namespace alertsage::testing {
namespace {

using Part = std::string (*)(const Replaced&);

std::string file_with(Part part, const Replaced& replaced) {
  if (part == hostile_classifier) return hostile_pair(hostile_vectorizer(), part(replaced));
  if (part == hostile_vectorizer) return hostile_pair(part(replaced), hostile_classifier());
  return hostile_pair(hostile_vectorizer({"_tfidf", part(replaced)}), hostile_classifier());
}

// Refused at byte `at` of the field's value.
HostileFile setting(const std::string& name, Part part, const Replaced& replaced, std::uint64_t at,
                    const std::string& says) {
  const std::string bytes = file_with(part, replaced);
  const std::string field = text(replaced.field);
  return {"model_" + name, bytes, says, bytes.find(field + replaced.value) + field.size() + at};
}

std::string small(std::uint8_t value) {
  return integer(value);
}

HostileFile pattern(const std::string& name, const std::string& pattern, const std::string& says) {
  return setting("pattern_" + name, hostile_vectorizer, {"token_pattern", long_text(pattern)}, 0,
                 says);
}

HostileFile vocabulary(const std::string& name, const std::string& entries, std::uint64_t at,
                       const std::string& says) {
  return setting("vocabulary_" + name, hostile_vectorizer,
                 {"vocabulary_", kEmptyDict + kMark + entries + kSetitems}, at, says);
}

std::vector<HostileFile> of_vectorizers() {
  const std::string columns = "the vocabulary's columns are not";
  const std::string call = text("os") + text("system");
  const std::string many = long_integer(1'000'000'000);
  // NULs at the end are no part of a text, so that this one costs time and makes none.
  const std::string empty_text = global("numpy.core.multiarray", "scalar") + dtype("U250000") +
                                 "B" + little_endian(std::uint32_t{1'000'000}) +
                                 std::string(1'000'000, '\0') + kTuple2 + kReduce;
  std::string many_words = kEmptyList + kMark;
  for (int i = 0; i < 300'000; ++i) many_words += text(std::to_string(i));
  many_words += kAppends;
  return {
      setting("preprocessor", hostile_vectorizer, {"preprocessor", call + "\x93"}, call.size(),
              "not on the allow-list, as 'preprocessor' (nothing is called; a token_pattern can be "
              "imported): 'os.system'"),
      setting("tokenizer", hostile_vectorizer, {"tokenizer", global("numpy", "ndarray")},
              global("numpy", "ndarray").size() - 1,
              "a setting other than None: 'TfidfVectorizer.tokenizer'"),
      setting("input", hostile_vectorizer, {"input", text("filename")}, 0,
              "a setting other than 'content'"),
      vocabulary("with_a_key_twice", text("a") + small(0) + text("a") + small(1), 0,
                 "a dict has a key twice: 'a'"),
      vocabulary("whose_columns_collide", text("a") + small(0) + text("b") + small(0), 1 + 1 + 5,
                 columns),
      vocabulary("with_a_column_of_2^40", text("a") + long_integer(std::int64_t{1} << 40), 2,
                 columns),
      vocabulary("with_a_negative_column", text("a") + long_integer(-1), 2, columns),
      setting("ngrams_of_1e9", hostile_vectorizer, {"ngram_range", many + many + kTuple2},
              2 * many.size(), "n-grams of more than 64"),
      pattern("of_many_repetitions", "a{65536}", "a repetition of more than 65,535"),
      pattern("of_nested_repetitions", "(?:(?:(?:a{1000}){1000}){1000}){1000}",
              "TfidfVectorizer.token_pattern"),
      pattern("that_backtracks_over_nothing", "(?:a*)*b", "a repetition of a group that may match"),
      pattern("of_deep_groups", times(3'000, "(?:") + times(3'000, ")"),
              "groups nested more than 250"),
      pattern("of_megabytes", times(3'000'000, "a"), "TfidfVectorizer.token_pattern"),
      pattern("of_megabytes_without_case", "(?i)" + times(3'000'000, "a"),
              "longer than 16384 bytes"),
      pattern("of_many_classes", times(200'000, R"([\w\d])"), "TfidfVectorizer.token_pattern"),
      setting("stop_words_by_reference", hostile_vectorizer,
              {"stop_words", list_of_one(text("word"), 500'000)}, 1,
              "more text than the file's size accounts for"),
      setting("stop_words_by_the_million", hostile_vectorizer, {"stop_words", many_words}, 0,
              "more stop words than 262144"),
      setting("stop_words_of_nothing", hostile_vectorizer,
              {"stop_words", list_of_one(empty_text, 500'000)}, empty_text.size(),
              "more text than the file's size accounts for"),
      setting("strip_accents", hostile_vectorizer, {"strip_accents", global("numpy", "dtype")},
              global("numpy", "dtype").size() - 1, "expected text, found a class or function"),
  };
}

// Small arrays of huge meaning.
std::vector<HostileFile> of_classifiers() {
  const std::string two_to_40 = long_integer(std::int64_t{1} << 40);
  const auto matrix = [](const std::string& rows, const std::string& columns) {
    return pickled_array(dtype("f8"), rows + columns + kTuple2, std::string("C\0", 2));
  };
  const std::string rows = matrix(two_to_40, small(0));
  const std::string csr = object("scipy.sparse._csr", "csr_matrix", text("data") + kNone);
  const std::string list = kEmptyList + kMark + text("a") + dtype("i8") + kAppends;
  const std::string objects = pickled_array(dtype("O8", "|"), small(2) + kTuple1, list);
  return {
      setting("of_2^40_rows_and_no_columns", hostile_classifier, {"coef_", rows},
              global("numpy.core.multiarray", "_reconstruct").size() +
                  (kMark + global("numpy", "ndarray") + small(0) + kTuple1 + "C1b" + kTuple).size(),
              "a matrix without numbers: 'LogisticRegression.coef_'"),
      setting("of_2^40_columns_and_no_rows", hostile_classifier,
              {"coef_", matrix(small(0), two_to_40)},
              global("numpy.core.multiarray", "_reconstruct").size() +
                  (kMark + global("numpy", "ndarray") + small(0) + kTuple1 + "C1b" + kTuple).size(),
              "a matrix without numbers: 'LogisticRegression.coef_'"),
      setting("of_sparse_coefficients", hostile_classifier, {"coef_", csr},
              csr.find(kNewobj + kEmptyDict), "sparse coefficients"),
      setting("whose_classes_are_records", hostile_classifier, {"classes_", objects},
              objects.find(kReduce + kMark, objects.find(text("i8"))),
              "a class that is neither text nor an integer nor a boolean: 'an object'"),
      setting("whose_bytes_are_rot13", hostile_classifier,
              {"classes_", pickled_array(dtype("i1"), small(2) + kTuple1,
                                         global("_codecs", "encode") + text("01") + text("rot13") +
                                             kTuple2 + kReduce)},
              pickled_array(dtype("i1"), small(2) + kTuple1, global("_codecs", "encode")).size() -
                  2 + text("01").size(),
              "another encoding than latin1: 'rot13'"),
      setting("whose_solver_is_a_function", hostile_classifier,
              {"solver", global("_codecs", "encode")}, global("_codecs", "encode").size() - 1,
              "expected text, found a class or function: 'LogisticRegression.solver'"),
  };
}

}  // namespace

std::vector<HostileFile> hostile_models() {
  std::vector<HostileFile> files = of_vectorizers();
  for (HostileFile& file : of_classifiers()) files.push_back(std::move(file));
  return files;
}

}  // namespace alertsage::testing
