#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/located.hpp"
#include "core/base/memory.hpp"
#include "core/format/joblib.hpp"
#include "core/format/joblib_document.hpp"
#include "core/format/sklearn_classifier.hpp"
#include "core/format/sklearn_vectorizer.hpp"

namespace alertsage {
namespace {

using pickle::Global;

enum class Role { vectorizer, classifier };

Role role_of(const JoblibDocument& document) {
  const pickle::Value root = document.root();
  if (root.is_record(Global::tfidf_vectorizer)) return Role::vectorizer;
  if (root.is_record(Global::one_vs_rest_classifier) ||
      root.is_record(Global::logistic_regression)) {
    return Role::classifier;
  }
  const std::string_view name = pickle::short_name(root.global());
  throw Error(
      ErrorKind::unsupported,
      "neither a TfidfVectorizer nor a LogisticRegression or OneVsRestClassifier of it",
      {.offset = root.offset(), .piece = std::string(name.empty() ? name_of(root.kind()) : name)});
}

// A file's bytes and what is in them. They are read, not mapped: joblib.dump truncates a file that
// is there and writes it again, and would take a mapping away.
class JoblibFile {
 public:
  explicit JoblibFile(const std::filesystem::path& path)
      : path_(path),
        bytes_(read_whole_file(path)),
        document_(in_file(path, [&] { return JoblibDocument(bytes_.bytes()); })) {}

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const { return bytes_.bytes().size(); }
  Role role() const {
    return in_file(path_, [&] { return role_of(document_); });
  }
  sklearn::Vectorizer vectorizer() const {
    return in_file(path_, [&] { return sklearn::read_vectorizer(document_); });
  }
  sklearn::Classifier classifier() const {
    return in_file(path_, [&] { return sklearn::read_classifier(document_); });
  }

 private:
  std::filesystem::path path_;
  PageBuffer bytes_;
  JoblibDocument document_;
};

std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

// The name of a .joblib file beside `path` that holds a classifier of `features` features. What
// cannot be read is none. Only errors ask for it, so a few files have to do, and none that would
// fill the memory.
std::optional<std::string> fitting_classifier_beside(const std::filesystem::path& path,
                                                     std::uint64_t features) {
  constexpr std::size_t kMostFiles = 16;
  constexpr std::uintmax_t kMostBytes = std::uintmax_t{1} << 30;
  std::vector<std::filesystem::path> candidates;
  std::error_code failure;
  std::filesystem::directory_iterator at(path.has_parent_path() ? path.parent_path() : ".",
                                         failure);
  for (; !failure && at != std::filesystem::directory_iterator(); at.increment(failure)) {
    std::error_code unknown;  // then its size is the largest number
    const bool is_candidate =
        at->path().extension() == ".joblib" && at->file_size(unknown) <= kMostBytes;
    if (is_candidate) candidates.push_back(at->path());
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.resize(std::min(candidates.size(), kMostFiles));
  for (const std::filesystem::path& candidate : candidates) {
    try {
      const JoblibFile file(candidate);
      if (file.role() == Role::classifier && file.classifier().features == features)
        return candidate.filename().native();
    } catch (const Error&) {
      continue;
    }
  }
  return std::nullopt;
}

void check_features(const JoblibFile& file, const sklearn::Classifier& classifier,
                    const sklearn::Vectorizer& vectorizer) {
  const std::size_t terms = vectorizer.terms.size();
  if (classifier.features == terms) return;
  std::string cause = fmt::format("the classifier wants {} features, the vectorizer gives {}",
                                  with_commas(classifier.features), with_commas(terms));
  if (const auto fitting = fitting_classifier_beside(file.path(), terms)) {
    cause += fmt::format("; {} beside it fits", printable(*fitting));
  }
  throw Error(ErrorKind::mismatch, cause, {.file = file.path().native()});
}

std::vector<std::string> warnings_of(const sklearn::Vectorizer& vectorizer,
                                     const sklearn::Classifier& classifier) {
  std::vector<std::string> warnings;
  if (vectorizer.version != classifier.version) {
    warnings.push_back(fmt::format("the vectorizer is of scikit-learn {}, the classifier of {}",
                                   vectorizer.version, classifier.version));
  }
  if (!classifier.labels_are_text) {
    warnings.emplace_back(
        "the classes are no texts; in this model they are, and in what is exported from it");
  }
  if (vectorizer.computes_in_f32) {
    warnings.emplace_back(
        "the vectorizer rounds TF-IDF values to float32, this model does not: probabilities differ "
        "by about 1e-7");
  }
  return warnings;
}

ModelData assemble(sklearn::Vectorizer&& vectorizer, sklearn::Classifier&& classifier) {
  ModelData model = {.settings = vectorizer.settings,
                     .labels = std::move(classifier.labels),
                     .stop_words = std::move(vectorizer.stop_words),
                     .terms = std::move(vectorizer.terms),
                     .idf = std::move(vectorizer.idf),
                     .weights = sklearn::transposed_weights(classifier),
                     .intercepts = sklearn::decision_intercepts(classifier),
                     .provenance = {{"source", "joblib"},
                                    {"sklearn_version", vectorizer.version},
                                    {"classifier", classifier.name}}};
  model.settings.link = classifier.link;
  const bool in_f32 = vectorizer.computes_in_f32 && vectorizer.idf_in_f32 && classifier.in_f32;
  model.settings.dtype = in_f32 ? DType::f32 : DType::f64;
  return model;
}

}  // namespace

JoblibImport read_joblib_pair(const std::filesystem::path& first,
                              const std::filesystem::path& second) {
  const std::array<JoblibFile, 2> files = {JoblibFile(first), JoblibFile(second)};
  const bool in_order = files[0].role() == Role::vectorizer;
  if (files[0].role() == files[1].role()) {
    throw Error(ErrorKind::mismatch,
                in_order ? "two vectorizers; a model is a vectorizer and a classifier"
                         : "two classifiers; a model is a vectorizer and a classifier",
                {.file = second.native()});
  }
  const JoblibFile& vectorizer_file = files[in_order ? 0 : 1];
  const JoblibFile& classifier_file = files[in_order ? 1 : 0];
  sklearn::Vectorizer vectorizer = vectorizer_file.vectorizer();
  sklearn::Classifier classifier = classifier_file.classifier();
  check_features(classifier_file, classifier, vectorizer);

  JoblibImport result = {.model = {},
                         .read = {{vectorizer_file.path(), vectorizer_file.size(),
                                   "TfidfVectorizer", vectorizer.version},
                                  {classifier_file.path(), classifier_file.size(), classifier.name,
                                   classifier.version}},
                         .dropped = {},
                         .warnings = warnings_of(vectorizer, classifier)};
  if (!vectorizer.dropped.empty()) result.dropped.push_back(vectorizer.dropped);
  result.model = assemble(std::move(vectorizer), std::move(classifier));
  in_file(classifier_file.path(), [&] { check_values(result.model); });
  return result;
}

}  // namespace alertsage
