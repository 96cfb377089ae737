// The metadata keys of a model file, shared by its reader and its writer. docs/model-format.md says
// what they mean.
#pragma once

#include <string_view>

namespace alertsage::keys {

inline constexpr std::string_view kFormat = "format";
inline constexpr std::string_view kFormatName = "alertsage-model";
inline constexpr std::string_view kVersion = "format_version";
inline constexpr std::string_view kVersionNumber = "2";
inline constexpr std::string_view kCleaning = "cleaning";
inline constexpr std::string_view kLowercase = "lowercase";
inline constexpr std::string_view kStripAccents = "strip_accents";
inline constexpr std::string_view kAnalyzer = "analyzer";
inline constexpr std::string_view kTokenPattern = "token_pattern";
inline constexpr std::string_view kNgramMin = "ngram_min";
inline constexpr std::string_view kNgramMax = "ngram_max";
inline constexpr std::string_view kBinary = "binary";
inline constexpr std::string_view kSublinearTf = "sublinear_tf";
inline constexpr std::string_view kUseIdf = "use_idf";
inline constexpr std::string_view kNorm = "norm";
inline constexpr std::string_view kBinarize = "binarize";
inline constexpr std::string_view kNone = "none";  // of kBinarize
inline constexpr std::string_view kLabelType = "label_type";
inline constexpr std::string_view kLink = "link";
inline constexpr std::string_view kTie = "tie";
inline constexpr std::string_view kDType = "dtype";
inline constexpr std::string_view kDataId = "data_xxh3_128";
inline constexpr std::string_view kWriter = "writer";
inline constexpr std::string_view kSourcePrefix = "source.";

}  // namespace alertsage::keys
