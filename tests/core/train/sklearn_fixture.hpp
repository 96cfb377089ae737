// A corpus and what scikit-learn learned from it (tests/fixtures/train,
// scripts/make-train-fixtures).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/train/trainer.hpp"

namespace alertsage::test {

struct SklearnFixture {
  std::string name;
  std::vector<LabelledText> corpus;
  TrainOptions options;  // as scikit-learn was told, nothing held out, solved as exactly
  std::vector<std::string> classes;
  std::vector<std::string> terms;
  std::vector<double> idf;
  std::vector<double> first_row;             // dense TF-IDF of the first text
  std::vector<std::vector<double>> weights;  // [outputs][terms]
  std::vector<double> intercepts;            // [outputs]
};

SklearnFixture sklearn_fixture(std::string_view name);

inline constexpr std::string_view kSklearnFixtures[] = {"bigrams", "limited", "binary"};

}  // namespace alertsage::test
