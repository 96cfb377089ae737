#include "bench/bench_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.hpp"

namespace alertsage::bench {
namespace {

namespace fs = std::filesystem;

fs::path copy_into(const fs::path& file, const fs::path& directory) {
  fs::path copy = directory / file.filename();
  fs::copy_file(file, copy, fs::copy_options::overwrite_existing);
  return copy;
}

std::optional<fs::path> copy_file(const std::optional<fs::path>& file, const fs::path& directory) {
  return file ? std::optional(copy_into(*file, directory)) : std::nullopt;
}

std::vector<fs::path> copy_all(const std::vector<fs::path>& files, const fs::path& directory) {
  std::vector<fs::path> copies;
  copies.reserve(files.size());
  for (const fs::path& file : files) copies.push_back(copy_into(file, directory));
  return copies;
}

}  // namespace

Answer answer_of(const Prediction& prediction) noexcept {
  const std::span<const double> scores =
      prediction.probabilities.empty() ? prediction.decision : prediction.probabilities;
  return {.label = prediction.label, .score = *std::max_element(scores.begin(), scores.end())};
}

BenchModel::BenchModel(std::string name, ModelFiles files, std::vector<std::string> texts)
    : name_(std::move(name)), files_(std::move(files)), texts_(std::move(texts)) {
  const std::shared_ptr<const Model> model = default_strategy(files_).open(files_);
  const Classifier& classifier = model->classifier();
  files_.cleaning = classifier.settings().text.cleaning;  // so that no strategy has to find out
  dtype_ = classifier.settings().dtype;
  Scratch scratch;
  for (const std::string& text : texts_) {
    const Answer answer = answer_of(classifier.predict(text, scratch));
    expected_.push_back({std::string(classifier.labels()[answer.label]), answer.score});
  }
}

void BenchModel::check_answer(const Classifier& classifier, const Answer& answer,
                              std::size_t i) const {
  const std::string_view label = classifier.labels()[answer.label];
  const ExpectedAnswer& wanted = expected(i);
  const bool doubles = dtype_ == DType::f64 && classifier.settings().dtype == DType::f64;
  const double tolerance = doubles ? 1e-9 : 1e-5;
  if (label != wanted.label || !(std::abs(answer.score - wanted.score) <= tolerance)) {
    throw Error(
        ErrorKind::mismatch,
        fmt::format("model {}: the answer to text {} is {} ({}), expected {} ({})", name_, i,
                    printable(label), answer.score, printable(wanted.label), wanted.score));
  }
}

std::vector<fs::path> files_read(const ModelFiles& files, Form form) {
  switch (form) {
    case Form::safetensors:
      return {files.require_safetensors()};
    case Form::json:
      return {files.require_json()};
    case Form::joblib:
      break;
  }
  return files.require_joblib();
}

ModelFiles copy_files(const ModelFiles& files, const fs::path& directory) {
  fs::create_directories(directory);
  return {.name = directory,
          .safetensors = copy_file(files.safetensors, directory),
          .json = copy_file(files.json, directory),
          .joblib = copy_all(files.joblib, directory),
          .cleaning = files.cleaning};
}

}  // namespace alertsage::bench
