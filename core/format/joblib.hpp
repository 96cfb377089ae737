// What scikit-learn saved, a vectorizer and a linear classifier, to and from a model. No Python,
// and nothing in the files is executed: a pickle is a program, and it is read by a machine that can
// only build inert values (core/format/pickle_machine.hpp). docs/scikit-learn.md lists what is
// read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/file.hpp"
#include "core/model/model_data.hpp"

namespace alertsage {

// CountVectorizer, TfidfTransformer, classifier, LabelEncoder.
inline constexpr std::size_t kMostJoblibFiles = 4;

struct JoblibFileFacts {
  std::filesystem::path path;
  std::uint64_t bytes = 0;
  std::string contents;         // "TfidfVectorizer, OneVsRestClassifier of LogisticRegression"
  std::string sklearn_version;  // empty where the file does not say
  std::string compression;      // "zlib"; empty where it is not compressed
};

struct JoblibImport {
  ModelData model;
  std::vector<JoblibFileFacts> read;  // in the order given
  std::vector<std::string> dropped;   // what of the files is not in the model, and how large it was
  std::vector<std::string> warnings;
};

struct JoblibOptions {
  // What a compressed file may become, in bytes: memory for one whose sender is trusted. Unset: the
  // limits of core/format/decompress.hpp, which bombs do not get past.
  std::optional<std::uint64_t> max_decompressed_bytes = {};
};

// Reads 1 to kMostJoblibFiles files of joblib.dump or pickle.dump, in any order: what is in them,
// their contents say. Terms are in the order of the vocabulary's columns, the dtype is that of the
// files, cleaning is none: it is not part of a vectorizer, so the caller sets it.
// Throws Error: not_found, io; unsupported for what is not on the allow-list, named, with its
// offset; format; mismatch for parts that do not fit each other, and then says which other .joblib
// file of the same directory would. O(bytes), memory included.
JoblibImport read_joblib(std::span<const std::filesystem::path> paths,
                         const JoblibOptions& options = {});

// Of one file that holds all and lies in memory, without facts on files. Throws Error.
ModelData parse_joblib(Bytes file);

// Writes a pair as joblib.dump would: protocol 4, not compressed, arrays aligned. scikit-learn 1.2
// loads it and predicts the same labels and probabilities: OneVsRestClassifier for sigmoid_ovr with
// Tie::last, LogisticRegression for softmax, sigmoid and sigmoid_ovr with Tie::first. Cleaning is
// not part of the joblib form: who predicts with these files cleans first.
// Throws Error: io; unsupported for other links, for a softmax with Tie::last, for a model that
// binarizes, and for a label that ends with a NUL, which NumPy cannot hold; what check(ModelData)
// throws. Neither file is published before both are written.
void write_joblib_pair(const ModelData& model, const std::filesystem::path& vectorizer,
                       const std::filesystem::path& classifier);

}  // namespace alertsage
