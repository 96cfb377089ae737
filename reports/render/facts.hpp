// What a document says about the machine, the models and the method, in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/charts/measurements.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

struct Fact {
  std::string name = {};
  std::string value = {};
  bool of_memory = false;  // of a word of the method that leak tests use

  bool operator==(const Fact&) const = default;
};

// "2025-06-01 12:34:56+00:00, Example CPU x 2, virtualised, Linux 6.18.5, ext4".
std::string machine_line(const Document& document);

// The context as a table: what matters first, in words; then every other key as it stands. Without
// the keys about models and rows, which are said elsewhere.
std::vector<Fact> environment_facts(const Document& document);

// "safetensors 22.0 MiB, joblib 25.1 MiB, 200,000 terms, 10 classes, f32".
std::string model_facts(const Document& document, std::string_view model);

// What the words of the report mean.
std::vector<Fact> method_facts();

// What helps to judge a model's figures: floors, an import, the cache's leak test, and where a cold
// map costs what a cold read costs.
std::vector<std::string> model_remarks(const Measurements& measurements, std::string_view model);

}  // namespace alertsage::reports
