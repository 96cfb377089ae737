// A model under test: its files, the texts it is asked about and the answers that every row must
// give.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/load/strategy.hpp"
#include "core/model/classifier.hpp"

namespace alertsage::bench {

struct ExpectedAnswer {
  std::string label;
  double score = 0.0;  // largest probability, or decision value
};

// An answer as it is kept while a clock runs, to be checked when it has stopped: a Prediction's
// spans hold until the next one.
struct Answer {
  std::size_t label = 0;
  double score = 0.0;
};
Answer answer_of(const Prediction& prediction) noexcept;

// Copies and moves are not needed: rows refer to it for the whole run.
class BenchModel {
 public:
  // Reads the texts' answers once, by the model's default strategy. REQUIRES: texts is not empty.
  BenchModel(std::string name, ModelFiles files, std::vector<std::string> texts);

  const std::string& name() const noexcept { return name_; }
  const ModelFiles& files() const noexcept { return files_; }  // with `cleaning` set
  std::span<const std::string> texts() const noexcept { return texts_; }
  const std::string& text(std::size_t i) const noexcept { return texts_[i % texts_.size()]; }

  // Throws Error (mismatch) unless the answer to text(i) is the expected one: the same label, the
  // score within 1e-9, or 1e-5 where one of the two models holds floats.
  void check_answer(const Classifier& classifier, const Answer& answer, std::size_t i) const;
  void check_answer(const Classifier& classifier, const Prediction& prediction,
                    std::size_t i) const {
    check_answer(classifier, answer_of(prediction), i);
  }
  const ExpectedAnswer& expected(std::size_t i) const noexcept {
    return expected_[i % expected_.size()];
  }

 private:
  std::string name_;
  ModelFiles files_;
  std::vector<std::string> texts_;
  std::vector<ExpectedAnswer> expected_;
  DType dtype_ = DType::f64;
};

// The files that a strategy reads of a model.
std::vector<std::filesystem::path> files_read(const ModelFiles& files, Form form);

// The same files in `directory`, copied there: cold rows work on copies, so that eviction never
// touches the files of warm rows.
ModelFiles copy_files(const ModelFiles& files, const std::filesystem::path& directory);

}  // namespace alertsage::bench
