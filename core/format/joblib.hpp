// A pair of joblib files, a scikit-learn TfidfVectorizer and a linear classifier, to and from a
// model. No Python, and nothing in the files is executed: a pickle is a program, and it is read by
// a machine that can only build inert values (core/format/pickle_machine.hpp).
//
// Read are the layouts of scikit-learn 0.22 to 1.7, with the module names of NumPy 1 and 2, pickle
// protocols 2 to 5, not compressed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/model/model_data.hpp"

namespace alertsage {

struct JoblibFileFacts {
  std::filesystem::path path;
  std::uint64_t bytes = 0;
  std::string estimator;        // "TfidfVectorizer", "OneVsRestClassifier of LogisticRegression"
  std::string sklearn_version;  // empty where the file does not say
};

struct JoblibImport {
  ModelData model;
  std::vector<JoblibFileFacts> read;  // the vectorizer's file, the classifier's file
  std::vector<std::string> dropped;   // what of the files is not in the model, and how large it was
  std::vector<std::string> warnings;
};

// Reads two files, in either order: which is which, their contents say. Terms are in the order of
// the vocabulary's columns, the dtype is that of the files, cleaning is none: it is not part of a
// vectorizer, so the caller sets it.
// Throws Error: not_found, io; unsupported for what is not on the allow-list, named, with its
// offset; format; mismatch for two files that are no pair, and then says which other .joblib file
// of the same directory would make one. O(bytes), memory included.
JoblibImport read_joblib_pair(const std::filesystem::path& first,
                              const std::filesystem::path& second);

// Writes the pair as joblib.dump would: protocol 4, not compressed, arrays aligned. scikit-learn
// 1.2 loads it and predicts the same probabilities: OneVsRestClassifier for sigmoid_ovr,
// LogisticRegression for softmax and sigmoid. Cleaning is not part of the joblib form: who predicts
// with these files cleans first. Labels are text, whatever they were in the source.
// Throws Error: io; unsupported for Link::decision and for a label that ends with a NUL, which
// NumPy cannot hold; what check(ModelData) throws. Neither file is published before both are
// written.
void write_joblib_pair(const ModelData& model, const std::filesystem::path& vectorizer,
                       const std::filesystem::path& classifier);

}  // namespace alertsage
