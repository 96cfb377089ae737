// What hostile files are made of: a small model, one file, with any field of it replaced by what it
// should not be.
#pragma once

#include <string>
#include <string_view>

#include "tests/core/format/hostile_files.hpp"

namespace alertsage::testing {

// What replaces a field. Empty: as it should be.
struct Replaced {
  std::string field = {};
  std::string value = {};
};

// A TfidfVectorizer of one term, "a".
std::string hostile_vectorizer(const Replaced& replaced = {});
// Its TfidfTransformer.
std::string hostile_transformer(const Replaced& replaced = {});
// A LogisticRegression of one feature and two classes.
std::string hostile_classifier(const Replaced& replaced = {});
// A OneVsRestClassifier: `estimators` are a list's opcodes.
std::string hostile_one_vs_rest(std::string_view estimators, std::string_view classes);

// A file of both.
std::string hostile_pair(std::string_view vectorizer, std::string_view classifier);

// `piece` again and again.
std::string times(std::size_t count, std::string_view piece);
// A list of `value`, which becomes the memo's first entry, and of so many references to it, a
// thousand at a time.
std::string list_of_one(std::string_view value, std::size_t references);

// The opcodes of integers, texts and of bytes of any size.
std::string long_integer(std::int64_t value);
std::string long_text(std::string_view value);
std::string long_bytes(std::string_view value);

// A numpy.ndarray as pickle writes it: its bytes are what `bytes_opcodes` make.
std::string pickled_array(std::string_view type, std::string_view shape,
                          std::string_view bytes_opcodes);

}  // namespace alertsage::testing
